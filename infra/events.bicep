// Tells the app of new files. Deployed after the code: the functions must run to confirm the subscription, and their key exists only then.
targetScope = 'resourceGroup'

metadata description = 'Event Grid: new blobs in inbox and training start the functions that score and ingest them.'

@description('The region of the storage account.')
@minLength(3)
param location string = resourceGroup().location

@description('The output AZURE_FUNCTIONAPP_NAME of main.bicep.')
@minLength(2)
@maxLength(60)
param functionAppName string

@description('The output AZURE_STORAGE_ACCOUNT of main.bicep.')
@minLength(3)
@maxLength(24)
param storageAccountName string

@description('The output AZURE_ACTION_GROUP_ID of main.bicep; empty to be told by nobody of events that did not arrive.')
@maxLength(2048)
param actionGroupId string = ''

// The key of the blob extension, which the host makes when it first loads a blob function.
var key = listKeys('${site.id}/host/default', '2024-04-01').systemKeys.blobs_extension
var endpoint = 'https://${site.properties.defaultHostName}/runtime/webhooks/blobs'

var triggers = [
  { name: 'score-inbox', function: 'ScoreInbox', container: 'inbox' }
  { name: 'ingest-training', function: 'IngestTraining', container: 'training' }
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource site 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: 'evgt-${storageAccountName}'
  location: location
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

// One after the other: each asks the app to confirm, and a system topic takes one change at a time.
@batchSize(1)
resource eventSubscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = [
  for trigger in triggers: {
    parent: topic
    name: trigger.name
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      destination: {
        endpointType: 'WebHook'
        properties: {
          endpointUrl: '${endpoint}?functionName=Host.Functions.${trigger.function}&code=${key}'
        }
      }
      filter: {
        includedEventTypes: ['Microsoft.Storage.BlobCreated']
        subjectBeginsWith: '/blobServices/default/containers/${trigger.container}/blobs/'
        enableAdvancedFilteringOnArrays: true
        advancedFilters: [{ operatorType: 'StringEndsWith', key: 'subject', values: ['.csv', '.csv.gz'] }]
      }
      retryPolicy: { eventTimeToLiveInMinutes: 1440, maxDeliveryAttempts: 30 }
    }
  }
]

// The file of a dropped event waits until the timer Monitor sweeps the store; many dropped events mean that the app is down.
resource droppedEvents 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(actionGroupId)) {
  name: 'alert-${topic.name}-dropped-events'
  location: 'global'
  properties: {
    description: 'Event Grid gave up telling the app of a new file. The timer Monitor takes it up; find out why the app does not answer.'
    severity: 2
    enabled: true
    scopes: [topic.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dropped'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DroppedEventCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

@description('The topic of the storage account.')
output AZURE_EVENTGRID_TOPIC string = topic.name
