using 'main.bicep'

param environmentName = 'prod'
param storageSku = 'Standard_ZRS'
param alwaysReadyHttpInstances = 1
param operatorPrincipalId = readEnvironmentVariable('SLIPWAY_OPERATOR_GROUP_ID', '')
param alertWebhookUrl = readEnvironmentVariable('SLIPWAY_ALERT_WEBHOOK_URL', '')
