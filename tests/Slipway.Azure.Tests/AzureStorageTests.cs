namespace Slipway.Azure.Tests;

public sealed class AzureStorageTests
{
    private static readonly string Key = Convert.ToBase64String(new byte[64]);

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "Azure storage account devstoreaccount1 (127.0.0.1:10000)")]
    [InlineData("winestore", "Azure storage account winestore (winestore.blob.core.windows.net)")]
    [InlineData(" https://winestore.blob.core.windows.net/ ", "Azure storage account winestore (winestore.blob.core.windows.net)")]
    [InlineData("https://winestore.blob.core.chinacloudapi.cn", "Azure storage account winestore (winestore.blob.core.chinacloudapi.cn)")]
    public void Open_KnownForms_NamesTheAccount(string connection, string name) =>
        Assert.Equal(name, AzureStorage.Open(connection, new AzureStorageOptions()).Value.Name);

    [Fact]
    public void Open_ConnectionString_NamesTheAccountWithoutTheKey()
    {
        string connection = $"DefaultEndpointsProtocol=https;AccountName=winestore;AccountKey={Key};EndpointSuffix=core.windows.net";
        Assert.Equal(
            "Azure storage account winestore (winestore.blob.core.windows.net)",
            AzureStorage.Open(connection, new AzureStorageOptions()).Value.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Secret=secret")]
    [InlineData("AccountName=wine;AccountKey=secret")]
    [InlineData("AccountName=wine;AccountKey=secret;EndpointSuffix=core.windows.net;secret")]
    [InlineData("My_secret")]
    [InlineData("http://secret.blob.core.windows.net")]
    [InlineData("https://secret.example.org")]
    [InlineData("https://wine.blob.core.windows.net/secret")]
    [InlineData("https://wine.blob.core.windows.net/?sv=2023&sig=secret")]
    [InlineData("https://user:secret@wine.blob.core.windows.net")]
    public void Open_NotAConnection_IsRefusedWithoutQuotingIt(string connection)
    {
        var problem = Assert.Single(AzureStorage.Open(connection, new AzureStorageOptions()).Problems);
        Assert.Equal("store.badConnection", problem.Code);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("-a")]
    [InlineData("a--b")]
    [InlineData("abcdefghijklmnopqrstu")]
    public void Open_BadPrefix_IsRefused(string prefix) => Assert.Equal(
        "store.badConnection",
        Assert.Single(AzureStorage.Open("winestore", new AzureStorageOptions { NamePrefix = prefix }).Problems).Code);
}
