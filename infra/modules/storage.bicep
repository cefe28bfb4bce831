metadata description = 'The store of the product, the storage of the Functions host, the packages of the app. Reached by identities only.'

@description('The region.')
param location string

@description('What every resource is marked with.')
param tags object

@description('The name of the account.')
@minLength(3)
@maxLength(24)
param accountName string

@description('How it is replicated.')
param sku string

@description('After how many days predictions and feedback in the log are deleted; 0 keeps them.')
param predictionLogDays int

@description('After how many days scored and rejected files are deleted; 0 keeps them.')
param scoredFileDays int

@description('The identity of the app.')
param appPrincipalId string

@description('Who may read and write the data; empty for nobody.')
param operatorPrincipalId string

@description('What the operator is.')
param operatorPrincipalType string

@description('Where the log of queue operations goes, which shows poisoned messages.')
param workspaceId string

var roles = loadJsonContent('../roles.json')
var containers = ['data', 'training', 'inbox', 'scored', 'rejected', 'registry', 'runs', 'logs', 'reports', 'audit', 'locks', 'packages']
var deploymentContainerName = 'deployments'
var queues = ['score-ranges', 'drift-reports']

// The host keeps its locks and receipts in blobs, and may only with ownership; its diagnostics are in tables.
var appRoles = [roles.storageBlobDataOwner, roles.storageQueueDataContributor, roles.storageTableDataContributor]

// A rule without a bound is left out: a policy cannot say never.
var expiries = filter(
  [
    { name: 'prediction-log', prefix: 'logs/', days: predictionLogDays, blobTypes: ['appendBlob', 'blockBlob'] }
    { name: 'scored-files', prefix: 'scored/', days: scoredFileDays, blobTypes: ['blockBlob'] }
    { name: 'rejected-files', prefix: 'rejected/', days: scoredFileDays, blobTypes: ['appendBlob', 'blockBlob'] }
  ],
  rule => rule.days > 0
)

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 14 }
      containerDeleteRetentionPolicy: { enabled: true, days: 14 }
    }
  }

  resource queueService 'queueServices' = {
    name: 'default'
  }
}

resource productContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for container in containers: {
    parent: account::blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource deploymentContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: account::blobs
  name: deploymentContainerName
  properties: { publicAccess: 'None' }
}

resource productQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [
  for queue in queues: {
    parent: account::queueService
    name: queue
  }
]

resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = if (!empty(expiries)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for rule in expiries: {
          name: rule.name
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: rule.blobTypes, prefixMatch: [rule.prefix] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
          }
        }
      ]
    }
  }
  dependsOn: [account::blobs]
}

resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'writes'
  scope: account::queueService
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageWrite', enabled: true }]
  }
}

resource appAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    name: guid(account.id, appPrincipalId, role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource operatorAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(account.id, operatorPrincipalId, roles.storageBlobDataContributor)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
output deploymentContainer string = deploymentContainer.name
