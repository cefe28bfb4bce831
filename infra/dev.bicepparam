using 'main.bicep'

param environmentName = 'dev'
param storageSku = 'Standard_LRS'
param maximumInstanceCount = 40
param telemetryDays = 30
param telemetryDailyCapGB = 1
param predictionLogDays = 90
param scoredFileDays = 30
param alertWebhookUrl = readEnvironmentVariable('SLIPWAY_ALERT_WEBHOOK_URL', '')
