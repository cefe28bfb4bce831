metadata description = 'Where telemetry goes. It is taken from identities only, not from whoever knows a key.'

@description('The region.')
param location string

@description('What every resource is marked with.')
param tags object

@description('Which environment this is.')
param environmentName string

@description('For how many days telemetry is kept.')
param retentionInDays int

@description('The most telemetry of a day, in GB; -1 for no bound.')
param dailyCapGB int

@description('The identity that may send telemetry.')
param publisherPrincipalId string

var roles = loadJsonContent('../roles.json')

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-slipway-${environmentName}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    workspaceCapping: { dailyQuotaGb: dailyCapGB }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-slipway-${environmentName}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, publisherPrincipalId, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
    principalId: publisherPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output workspaceId string = workspace.id
output insightsName string = insights.name

@description('Says where to send telemetry; with local authentication off it is no secret.')
output connectionString string = insights.properties.ConnectionString
