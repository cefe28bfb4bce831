namespace Slipway.Web.Access;

/// <summary>Why a browser is asked to sign in.</summary>
internal enum SignInReason
{
    /// <summary>There is no key yet.</summary>
    None,

    /// <summary>The key does not work.</summary>
    Refused,

    /// <summary>The key works and may not see this page.</summary>
    Forbidden,
}
