// The identity by which GitHub's workflows deploy and train, without a secret. Deployed once, by an owner of the resource group, as it
// hands out rights that the workflows must not be able to hand out themselves.
targetScope = 'resourceGroup'

metadata description = 'A federated identity for the workflows of one GitHub repository and one environment.'

@description('Which environment this is; also the name of the GitHub environment whose jobs may sign in.')
@minLength(2)
@maxLength(8)
param environmentName string

@description('The region.')
@minLength(3)
param location string = resourceGroup().location

@description('The repository, as owner/name.')
@minLength(3)
@maxLength(140)
param repository string

@description('Whether workflows deploy infrastructure too; otherwise code only, and what they train.')
param mayDeployInfrastructure bool = true

var roles = loadJsonContent('roles.json')
var contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
var websiteContributor = 'de139f84-1756-47ae-9be6-808fbbe84772'
var accessAdministrator = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'

// Workflows write the registry and the runs straight into the storage, and keep the package there that worked last.
var plainRoles = [mayDeployInfrastructure ? contributor : websiteContributor, roles.storageBlobDataContributor]
var grantable = join(map(items(roles), role => role.value), ', ')

// The roles that main.bicep assigns, and no others, can be assigned and taken away.
var assignments = 'Microsoft.Authorization/roleAssignments'
var amongGrantable = '[${assignments}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${grantable}}'
var writesGrantable = '((!(ActionMatches{\'${assignments}/write\'})) OR (@Request${amongGrantable}))'
var deletesGrantable = '((!(ActionMatches{\'${assignments}/delete\'})) OR (@Resource${amongGrantable}))'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-slipway-github-${environmentName}'
  location: location

  // Protection rules of the GitHub environment decide which branches and people come this far.
  resource githubEnvironment 'federatedIdentityCredentials' = {
    name: 'github-environment'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      audiences: ['api://AzureADTokenExchange']
      subject: 'repo:${repository}:environment:${environmentName}'
    }
  }
}

resource plainAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in plainRoles: {
    name: guid(resourceGroup().id, identity.id, role)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource accessAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (mayDeployInfrastructure) {
  name: guid(resourceGroup().id, identity.id, accessAdministrator)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', accessAdministrator)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    condition: '${writesGrantable} AND ${deletesGrantable}'
    conditionVersion: '2.0'
  }
}

@description('For the variable of this name of the GitHub environment.')
output AZURE_CLIENT_ID string = identity.properties.clientId

@description('For the variable of this name of the GitHub environment.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('For the variable of this name of the GitHub environment.')
output AZURE_SUBSCRIPTION_ID string = subscription().subscriptionId
