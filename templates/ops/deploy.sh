#!/bin/sh
# Deploys Slipway by hand or from any pipeline, in the order of .github/workflows/deploy.yml: infrastructure, code, subscriptions, a trial.
# Needs az (signed in), jq, zip, curl, the .NET SDK, and AZURE_RESOURCE_GROUP.
#   deploy.sh <folder of Slipway's repository> [<parameters>.bicepparam]
set -eu
source=${1:?the folder of Slipway\'s repository}
parameters=${2:-$source/infra/prod.bicepparam}
group=${AZURE_RESOURCE_GROUP:?the resource group}
work=$(mktemp -d)
trap 'rm -rf "$work" "$source/infra/deployed.bicepparam"' EXIT

cp "$parameters" "$source/infra/deployed.bicepparam"
dotnet publish "$source/src/Slipway.Functions" -c Release -p:CloudPackages=true -o "$work/app"
(cd "$work/app" && zip -q -r ../app.zip .)

az deployment group create --resource-group "$group" --name slipway --template-file "$source/infra/main.bicep" \
  --parameters "$source/infra/deployed.bicepparam" --query properties.outputs --output json > "$work/outputs.json"
# Azure gives the names in whatever case it likes.
output() { jq -er --arg name "$1" 'to_entries[] | select((.key | ascii_upcase) == $name) | .value.value' "$work/outputs.json"; }
app=$(output AZURE_FUNCTIONAPP_NAME)
account=$(output AZURE_STORAGE_ACCOUNT)
host=$(output AZURE_FUNCTIONAPP_HOSTNAME)
actions=$(output AZURE_ACTION_GROUP_ID)

# The package that worked last, to go back to.
az storage blob download --auth-mode login --account-name "$account" --container-name packages --name working.zip \
  --file "$work/previous.zip" --no-progress --output none 2> /dev/null || rm -f "$work/previous.zip"

try() {
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$work/app.zip" --output none || return 1
  # The host makes this key once it has loaded the blob functions; the subscriptions need it.
  for _ in $(seq 1 30); do
    key=$(az functionapp keys list --resource-group "$group" --name "$app" --query 'systemKeys.blobs_extension != null' --output tsv || echo false)
    if [ "$key" = true ]; then break; fi
    sleep 10
  done
  az deployment group create --resource-group "$group" --name slipway-events --template-file "$source/infra/events.bicep" \
    --parameters functionAppName="$app" storageAccountName="$account" actionGroupId="$actions" --output none || return 1
  curl --silent --show-error --fail --max-time 30 --retry 20 --retry-delay 10 --retry-all-errors "https://$host/health/ready" > "$work/ready.json" ||
    return 1
  jq -e '.status == "ready" and (.faults | length == 0)' "$work/ready.json" > /dev/null
}

if try; then
  az storage blob upload --auth-mode login --account-name "$account" --container-name packages --name working.zip \
    --file "$work/app.zip" --overwrite --no-progress --output none
  echo "https://$host/ is ready."
  exit 0
fi

echo 'The new code does not work.' >&2
if [ -f "$work/previous.zip" ]; then
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$work/previous.zip" --output none
  echo 'The package that worked last was deployed again. Infrastructure stays as deployed.' >&2
fi
exit 1
