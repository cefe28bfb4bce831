namespace Slipway.Benchmarks.Hostile;

/// <summary>What an attacker does until it is told to stop, again whenever the server has got rid of it.</summary>
internal enum Attack
{
    /// <summary>Opens connections and sends nothing.</summary>
    Idle,

    /// <summary>Sends a byte of the headers on each connection ten times a second.</summary>
    SlowHeaders,

    /// <summary>Sends a byte of the body on each connection ten times a second.</summary>
    SlowBodies,

    /// <summary>Sends a byte of the headers on each connection every two seconds.</summary>
    SlowManyHeaders,

    /// <summary>Announces a body of a gigabyte and sends it.</summary>
    GigabyteWithLength,

    /// <summary>Sends a gigabyte in chunks.</summary>
    GigabyteChunked,

    /// <summary>Sends a gigabyte as a megabyte of gzip.</summary>
    Bomb,
}
