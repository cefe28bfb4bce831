metadata description = 'The dashboard in Azure Monitor: traffic, quality, drift, retraining.'

@description('The region.')
param location string

@description('What every resource is marked with.')
param tags object

@description('Which environment this is.')
param environmentName string

@description('Where telemetry is read.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, environmentName, 'slipway-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Slipway ${environmentName}'
    category: 'workbook'
    sourceId: workspaceId
    version: 'Notebook/1.0'
    serializedData: replace(loadTextContent('../workbook.json'), '{workspaceId}', workspaceId)
  }
}
