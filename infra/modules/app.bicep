metadata description = 'The Functions app on Flex Consumption.'

@description('The region.')
param location string

@description('What every resource is marked with.')
param tags object

@description('The name of the app; part of its host name.')
@minLength(2)
@maxLength(60)
param appName string

@description('The name of its plan.')
param planName string

@description('The identity that it runs as.')
param identityId string

@description('The client id of that identity.')
param identityClientId string

@description('Where the blobs are.')
param blobEndpoint string

@description('Where the queues are.')
param queueEndpoint string

@description('Where the tables are.')
param tableEndpoint string

@description('The container of its packages.')
param deploymentContainer string

@description('Where it sends telemetry.')
param insightsConnectionString string

@description('Where its secrets are.')
param vaultUri string

@description('The names of the environment variables that are secrets, and of the secrets.')
param vaultReferences object

@description('Memory of an instance.')
param instanceMemoryMB int

@description('The most instances.')
param maximumInstanceCount int

@description('Instances that always wait for requests.')
param alwaysReadyHttpInstances int

@description('How many requests an instance answers at a time.')
param httpConcurrency int

@description('When the timer looks for models that are due.')
param retrainSchedule string

@description('When the timer judges new windows.')
param monitorSchedule string

@description('Further settings; they win over those made here.')
param extraSettings object

// Endpoints end with a slash, which triggers and the product take.
var hostStorage = {
  AzureWebJobsStorage__blobServiceUri: blobEndpoint
  AzureWebJobsStorage__queueServiceUri: queueEndpoint
  AzureWebJobsStorage__tableServiceUri: tableEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
}

// The connection that triggers name, and the store of the product, with the places in it that triggers watch.
var productStorage = {
  Slipway__blobServiceUri: blobEndpoint
  Slipway__queueServiceUri: queueEndpoint
  Slipway__credential: 'managedidentity'
  Slipway__clientId: identityClientId
  AZURE_CLIENT_ID: identityClientId
  SLIPWAY_STORAGE: blobEndpoint
  SLIPWAY_INBOX_CONTAINER: 'inbox'
  SLIPWAY_TRAINING_CONTAINER: 'training'
  SLIPWAY_SCORE_QUEUE: 'score-ranges'
  SLIPWAY_DRIFT_QUEUE: 'drift-reports'
}

var telemetry = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var schedules = {
  SLIPWAY_RETRAIN_SCHEDULE: retrainSchedule
  SLIPWAY_MONITOR_SCHEDULE: monitorSchedule
}

var secrets = toObject(
  items(vaultReferences),
  secret => secret.key,
  secret => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secret.value})'
)
var settings = union(hostStorage, productStorage, telemetry, schedules, secrets, extraSettings)

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${deploymentContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttpInstances }] : []
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
    }
  }

  // Code comes from identities only, never from a publishing password.
  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output name string = site.name
output hostName string = site.properties.defaultHostName
