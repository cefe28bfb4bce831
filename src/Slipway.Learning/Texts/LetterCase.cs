namespace Slipway.Learning.Texts;

/// <summary>What becomes of the case of letters before words are compared.</summary>
internal enum LetterCase
{
    /// <summary>Nothing.</summary>
    Kept,

    /// <summary>A to Z become a to z; letters beyond ASCII stay, as in the locale "C".</summary>
    LowerAscii,

    /// <summary>Every letter becomes small, by the simple mapping of Unicode.</summary>
    Lower,

    /// <summary>a to z become A to Z.</summary>
    UpperAscii,

    /// <summary>Every letter becomes a capital, by the simple mapping of Unicode.</summary>
    Upper,
}
