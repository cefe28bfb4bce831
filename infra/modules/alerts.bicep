metadata description = 'Who is told, and the rules by which. They read the meters of the product, one alert for each model.'

@description('The region.')
param location string

@description('What every resource is marked with.')
param tags object

@description('Which environment this is.')
param environmentName string

@description('Where telemetry is read.')
param workspaceId string

@description('Whom to mail.')
param emails string[]

@description('Where to post; empty for nowhere.')
@secure()
param webhookUrl string

@description('The share of failed requests of a model that is borne.')
param failedRequestsPercent int

@description('The average time of requests to a model that is borne.')
param averageLatencyMs int

@description('How late a retraining may begin.')
param retrainingOverdueHours int

// The product's own alerts stay open until it sees that the condition is gone, and are told again once a day. A rule sees two days.
var openAlerts = loadTextContent('../queries/open-alerts.kql')

var rules = [
  {
    name: 'drift-detected'
    description: 'The inputs of a model, or its errors, are no longer like those that it was trained on. See reports/<model>/.'
    severity: 2
    query: replace(openAlerts, '{kinds}', '"driftDetected", "conceptDrift"')
    dimensions: ['model', 'kind']
    measure: 'open'
    threshold: 0
    frequency: 'PT15M'
    window: 'P1D'
    range: 'P2D'
  }
  {
    name: 'performance-drop'
    description: 'A model answers worse than on its test rows, measured by feedback or estimated.'
    severity: 1
    query: replace(openAlerts, '{kinds}', '"performanceDrop"')
    dimensions: ['model', 'kind']
    measure: 'open'
    threshold: 0
    frequency: 'PT15M'
    window: 'P1D'
    range: 'P2D'
  }
  {
    name: 'no-predictions'
    description: 'A model that used to be asked is not asked any more: its callers may fail before they reach it.'
    severity: 2
    query: replace(openAlerts, '{kinds}', '"noPredictions"')
    dimensions: ['model', 'kind']
    measure: 'open'
    threshold: 0
    frequency: 'PT15M'
    window: 'P1D'
    range: 'P2D'
  }
  {
    name: 'retraining-failed'
    description: 'A retraining did not train, or the gate refused what it trained. The champion stays. See slipway runs list.'
    severity: 1
    query: replace(openAlerts, '{kinds}', '"retrainFailed", "gateRefused"')
    dimensions: ['model', 'kind']
    measure: 'open'
    threshold: 0
    frequency: 'PT15M'
    window: 'P1D'
    range: 'P2D'
  }
  {
    name: 'retraining-overdue'
    description: 'A model is due to be retrained and nobody does it, or the timer that looks for such models does not run.'
    severity: 2
    query: loadTextContent('../queries/retraining-overdue.kql')
    dimensions: ['model']
    measure: 'overdueHours'
    threshold: retrainingOverdueHours
    frequency: 'PT1H'
    window: 'P1D'
    range: 'P2D'
  }
  {
    name: 'files-failed'
    description: 'A file of the inbox could not be scored, or one of labelled rows could not be taken. See rejected/<model>/.'
    severity: 2
    query: loadTextContent('../queries/files-failed.kql')
    dimensions: ['model', 'kind']
    measure: 'files'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
    range: ''
  }
  {
    name: 'poison-queue'
    description: 'A function gave up a blob or a message after its last try. It waits in the queue with this name.'
    severity: 1
    query: loadTextContent('../queries/poison-queue.kql')
    dimensions: ['queue']
    measure: 'messages'
    threshold: 0
    frequency: 'PT15M'
    window: 'PT15M'
    range: ''
  }
  {
    name: 'prediction-failures'
    description: 'Too many requests to a model fail, though they are well formed.'
    severity: 1
    query: loadTextContent('../queries/prediction-failures.kql')
    dimensions: ['model']
    measure: 'failedPercent'
    threshold: failedRequestsPercent
    frequency: 'PT5M'
    window: 'PT15M'
    range: ''
  }
  {
    name: 'latency'
    description: 'Requests to a model take too long in the app, the network not counted.'
    severity: 2
    query: loadTextContent('../queries/latency.kql')
    dimensions: ['model']
    measure: 'averageMs'
    threshold: averageLatencyMs
    frequency: 'PT5M'
    window: 'PT15M'
    range: ''
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-slipway-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'slipway'
    emailReceivers: [
      for (email, i) in emails: { name: 'mail-${i}', emailAddress: email, useCommonAlertSchema: true }
    ]
    webhookReceivers: empty(webhookUrl) ? [] : [{ name: 'webhook', serviceUri: webhookUrl, useCommonAlertSchema: true }]
  }
}

resource alertRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-slipway-${environmentName}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Slipway ${environmentName}: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      overrideQueryTimeRange: empty(rule.range) ? null : rule.range
      autoMitigate: true

      // The tables appear with the first telemetry, which is after this.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: rule.measure
            timeAggregation: 'Maximum'
            operator: 'GreaterThan'
            threshold: rule.threshold
            dimensions: map(rule.dimensions, dimension => { name: dimension, operator: 'Include', values: ['*'] })
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]

output actionGroupId string = actionGroup.id
