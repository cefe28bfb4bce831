// One environment of Slipway: the Functions app, its storage, its secrets and what watches over it. Deployed into a resource group of its
// own, before the code. Afterwards come the code and then events.bicep, because Event Grid asks the running app to confirm.
targetScope = 'resourceGroup'

metadata description = 'Slipway on Azure: a Flex Consumption app that serves, scores, monitors and retrains models.'

@description('Which environment this is; part of every name.')
@minLength(2)
@maxLength(8)
param environmentName string

@description('The region. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@minLength(3)
param location string = resourceGroup().location

@description('Where Azure Monitor sends alerts by mail.')
@maxLength(10)
param alertEmails string[] = []

@description('Where Azure Monitor posts alerts, in the common alert schema; empty for nowhere. Such addresses often hold a secret.')
@secure()
param alertWebhookUrl string = ''

@description('Secrets of the app: its variable, such as SLIPWAY_WEBHOOK_SECRET, and the name of the secret, which is in the vault by then.')
param vaultReferences object = {}

@description('Who may read and write the data and the secrets: the object id of a group or user in Microsoft Entra ID. Empty for nobody.')
@maxLength(36)
param operatorPrincipalId string = ''

@description('What the operator is.')
@allowed(['Group', 'User', 'ServicePrincipal'])
param operatorPrincipalType string = 'Group'

@description('How the storage is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('After how many days predictions and feedback in the log are deleted; 0 keeps them. Reproducing a report needs them.')
@minValue(0)
@maxValue(36500)
param predictionLogDays int = 400

@description('After how many days scored and rejected files are deleted; 0 keeps them.')
@minValue(0)
@maxValue(36500)
param scoredFileDays int = 0

@description('Memory of an instance. A training holds its table in memory.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances; the bound of what the app can cost.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Instances that always wait for requests, so that none waits for a start. They cost by the hour.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int = 0

@description('How many requests an instance answers at a time.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 32

@description('When the timer looks for models that are due to be retrained: NCRONTAB with seconds, UTC.')
@minLength(11)
param retrainSchedule string = '0 */15 * * * *'

@description('When the timer judges new windows of predictions: NCRONTAB with seconds, UTC.')
@minLength(11)
param monitorSchedule string = '0 */5 * * * *'

@description('Options of the app beyond these parameters, by the names of its environment variables, such as Slipway__Web__MaxRows.')
param extraSettings object = {}

@description('For how many days telemetry is kept. The first 31 cost nothing extra; Application Insights keeps 90 at no extra cost.')
@minValue(30)
@maxValue(730)
param telemetryDays int = 90

@description('The most telemetry of a day, in GB; what comes beyond is dropped until the next day. -1 for no bound.')
@minValue(-1)
@maxValue(1000)
param telemetryDailyCapGB int = 5

@description('Alert when more than this share of the requests to a model fail.')
@minValue(0)
@maxValue(100)
param failedRequestsPercent int = 5

@description('Alert when the requests to a model take longer than this in the app, on average.')
@minValue(1)
@maxValue(230000)
param averageLatencyMs int = 500

@description('Alert when a retraining is this long overdue.')
@minValue(1)
@maxValue(168)
param retrainingOverdueHours int = 6

var unique = uniqueString(resourceGroup().id, environmentName)
var tags = { application: 'slipway', environment: environmentName }
var vaultName = take('kv-slip-${environmentName}-${unique}', 24)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-slipway-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    tags: tags
    environmentName: environmentName
    retentionInDays: telemetryDays
    dailyCapGB: telemetryDailyCapGB
    publisherPrincipalId: identity.properties.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    tags: tags
    accountName: take('st${toLower(replace(environmentName, '-', ''))}${unique}', 24)
    sku: storageSku
    predictionLogDays: predictionLogDays
    scoredFileDays: scoredFileDays
    appPrincipalId: identity.properties.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    tags: tags
    vaultName: vaultName
    appPrincipalId: identity.properties.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    workspaceId: monitoring.outputs.workspaceId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    location: location
    tags: tags
    appName: 'func-slipway-${environmentName}-${unique}'
    planName: 'plan-slipway-${environmentName}'
    identityId: identity.id
    identityClientId: identity.properties.clientId
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    deploymentContainer: storage.outputs.deploymentContainer
    insightsConnectionString: monitoring.outputs.connectionString
    vaultUri: vault.outputs.vaultUri
    vaultReferences: vaultReferences
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    httpConcurrency: httpConcurrency
    retrainSchedule: retrainSchedule
    monitorSchedule: monitorSchedule
    extraSettings: extraSettings
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    tags: tags
    environmentName: environmentName
    workspaceId: monitoring.outputs.workspaceId
    emails: alertEmails
    webhookUrl: alertWebhookUrl
    failedRequestsPercent: failedRequestsPercent
    averageLatencyMs: averageLatencyMs
    retrainingOverdueHours: retrainingOverdueHours
  }
}

module dashboard 'modules/dashboard.bicep' = {
  name: 'dashboard'
  params: {
    location: location
    tags: tags
    environmentName: environmentName
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('The app, for deploying code.')
output AZURE_FUNCTIONAPP_NAME string = app.outputs.name

@description('Where the app answers, without https://.')
output AZURE_FUNCTIONAPP_HOSTNAME string = app.outputs.hostName

@description('The storage account, for events.bicep and for slipway --storage.')
output AZURE_STORAGE_ACCOUNT string = storage.outputs.name

@description('Where the blobs are.')
output AZURE_STORAGE_BLOB_ENDPOINT string = storage.outputs.blobEndpoint

@description('Where the queues are.')
output AZURE_STORAGE_QUEUE_ENDPOINT string = storage.outputs.queueEndpoint

@description('The resource group of everything.')
output AZURE_RESOURCE_GROUP string = resourceGroup().name

@description('Where secrets are set.')
output AZURE_KEY_VAULT_NAME string = vault.outputs.name

@description('Where telemetry is read.')
output APPLICATIONINSIGHTS_NAME string = monitoring.outputs.insightsName

@description('Whom alerts go to, for events.bicep.')
output AZURE_ACTION_GROUP_ID string = alerts.outputs.actionGroupId
