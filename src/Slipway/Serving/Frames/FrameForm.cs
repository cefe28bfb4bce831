namespace Slipway.Serving.Frames;

/// <summary>What stands under the one known key of a body.</summary>
internal enum FrameForm
{
    None,

    /// <summary>Names of columns, and rows without names.</summary>
    Split,

    /// <summary>A list of objects.</summary>
    Records,

    /// <summary>A list of objects, or of rows without names.</summary>
    Rows,

    /// <summary>An object of columns, or the same as <see cref="Rows"/>.</summary>
    Columns,
}
