using System.Text.Json;

namespace Slipway.Serving.Frames;

/// <summary>The keys of a body, by protocol.</summary>
internal static class FrameForms
{
    public static string Expected(FrameDialect dialect) => dialect == FrameDialect.Mlflow
        ? "Send an object with exactly one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs'."
        : "Send an object with exactly one of 'instances', 'inputs', which is a list.";

    /// <summary>The form that a key names.</summary>
    public static FrameForm Find(ref Utf8JsonReader property, FrameDialect dialect)
    {
        bool isMlflow = dialect == FrameDialect.Mlflow;
        return JsonText.Is(ref property, "instances"u8) ? FrameForm.Rows
            : JsonText.Is(ref property, "inputs"u8) ? (isMlflow ? FrameForm.Columns : FrameForm.Rows)
            : isMlflow && JsonText.Is(ref property, "dataframe_split"u8) ? FrameForm.Split
            : isMlflow && JsonText.Is(ref property, "dataframe_records"u8) ? FrameForm.Records
            : FrameForm.None;
    }

    public static string Name(FrameForm form, FrameDialect dialect) => form switch
    {
        FrameForm.Split => "dataframe_split",
        FrameForm.Records => "dataframe_records",
        FrameForm.Columns => "inputs",
        _ => dialect == FrameDialect.Mlflow ? "instances" : "instances' or 'inputs",
    };
}
