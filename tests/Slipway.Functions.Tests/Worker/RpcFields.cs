namespace Slipway.Functions.Tests.Worker;

/// <summary>The numbers of the fields that the tests use, as the contract between host and worker fixes them.</summary>
internal static class RpcFields
{
    /// <summary>Kinds of the messages that go both ways.</summary>
    public const int RequestId = 1;
    public const int Log = 2;
    public const int InvocationRequest = 4;
    public const int InvocationResponse = 5;
    public const int LoadRequest = 8;
    public const int LoadResponse = 9;
    public const int InitResponse = 16;
    public const int InitRequest = 17;
    public const int StartStream = 20;
    public const int MetadataRequest = 29;
    public const int MetadataResponse = 30;

    /// <summary>A status: 1 is success.</summary>
    public const int Status = 4;
    public const int StatusException = 2;
    public const ulong Success = 1;

    /// <summary>A function.</summary>
    public const int FunctionName = 4;
    public const int FunctionRawBindings = 10;
    public const int FunctionId = 13;

    /// <summary>Data of a binding.</summary>
    public const int DataText = 1;
    public const int DataJson = 2;
    public const int DataHttp = 5;
    public const int DataModelBinding = 12;
}
