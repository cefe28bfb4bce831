using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Serving;

namespace Slipway.Web.OpenApi;

/// <summary>
/// The OpenAPI 3.1 description of the API: every route of <see cref="Operations"/>, and for each model that serves its own operation
/// with the schema of its rows.
/// </summary>
internal static class OpenApiDocument
{
    private const string PredictRoute = "/api/models/{model}/predict";

    public static JsonObject Make(IReadOnlyList<CatalogEntry> models)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject { ["problem"] = Problem() };
        foreach (var champion in models.Select(m => m.Champion).OfType<ServedModel>())
        {
            AddModel(champion, paths, schemas);
        }

        foreach (var operation in Operations.All)
        {
            // The catch-all of a route is a parameter like others to who calls it.
            string path = operation.Path.Replace("{*", "{", StringComparison.Ordinal);
            var item = paths[path] as JsonObject ?? new JsonObject();
            item[operation.Method.ToLowerInvariant()] = Describe(operation);
            paths[path] = item;
        }

        string version = typeof(OpenApiDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Slipway",
                ["version"] = version.Split('+')[0],
                ["description"] = "Predictions, feedback, the model registry and monitoring.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(
                new JsonObject(), new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["apiKey"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Api-Key" },
                },
            },
        };
    }

    private static void AddModel(ServedModel champion, JsonObject paths, JsonObject schemas)
    {
        string name = champion.Manifest.Model.Value;
        var schema = champion.Manifest.Schema;
        schemas[$"{name}-row"] = ModelSchemas.Row(schema);
        schemas[$"{name}-prediction"] = ModelSchemas.Prediction(schema);
        var row = Reference($"{name}-row");
        var answer = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["model"] = new JsonObject { ["type"] = "string", ["const"] = name },
                ["version"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
                ["prediction"] = Reference($"{name}-prediction"),
                ["predictions"] = ArrayOf(new JsonObject
                {
                    ["oneOf"] = new JsonArray(Reference($"{name}-prediction"), new JsonObject { ["type"] = "null" }),
                }),
                ["notes"] = ArrayOf(new JsonObject { ["type"] = "string" }),
                ["errorCount"] = new JsonObject { ["type"] = "integer" },
                ["errors"] = ArrayOf(new JsonObject { ["type"] = "object" }),
            },
            ["required"] = new JsonArray("model", "version"),
        };
        paths[PredictRoute.Replace("{model}", name, StringComparison.Ordinal)] = new JsonObject
        {
            ["post"] = new JsonObject
            {
                ["operationId"] = $"predict-{name}",
                ["tags"] = new JsonArray("Predictions"),
                ["summary"] = $"Predicts '{schema.Label}' by model '{name}', version {champion.VersionText} at present.",
                ["parameters"] = PredictParameters(),
                ["requestBody"] = new JsonObject
                {
                    ["required"] = true,
                    ["content"] = new JsonObject
                    {
                        [Operation.Json] = new JsonObject
                        {
                            ["schema"] = new JsonObject { ["oneOf"] = new JsonArray(row, ArrayOf(row.DeepClone())) },
                            ["example"] = ExampleRow.Make(schema),
                        },
                        ["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
                    },
                },
                ["responses"] = Responses(new JsonObject
                {
                    [Operation.Json] = new JsonObject { ["schema"] = answer },
                    ["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
                }),
            },
        };
    }

    private static JsonObject Describe(Operation operation)
    {
        var description = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["tags"] = new JsonArray(operation.Tag),
            ["summary"] = operation.Summary,
        };
        JsonArray parameters = operation.Path == PredictRoute ? PredictParameters() : [];
        foreach (string parameter in operation.Parameters)
        {
            parameters.Add((JsonNode)new JsonObject
            {
                ["name"] = parameter,
                ["in"] = "path",
                ["required"] = true,
                ["schema"] = new JsonObject { ["type"] = "string" },
            });
        }

        if (parameters.Count > 0)
        {
            description["parameters"] = parameters;
        }

        if (operation.Body is { } body)
        {
            description["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { [body] = new JsonObject() } };
        }

        description["responses"] = Responses(new JsonObject { [operation.Answer] = new JsonObject() });
        return description;
    }

    private static JsonArray PredictParameters() => new(
        Query("version", "The version to ask, instead of the one that serves.", new JsonObject { ["type"] = "integer", ["minimum"] = 1 }),
        Query("alias", "The alias to ask, such as challenger.", new JsonObject { ["type"] = "string" }),
        Query(
            "onError", "With 'skip', sound rows of an array or a table are answered although others are not; those are null.",
            new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("fail", "skip") }),
        Query(
            "explain", "Whether answers say how much each feature contributed; without it, as the model's spec says.",
            new JsonObject { ["type"] = "boolean" }));

    private static JsonObject Query(string name, string description, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = schema };

    private static JsonObject Responses(JsonObject content) => new()
    {
        ["200"] = new JsonObject { ["description"] = "The answer.", ["content"] = content },
        ["default"] = new JsonObject
        {
            ["description"] = "A problem (RFC 9457), with all failures of the request.",
            ["content"] = new JsonObject
            {
                [Problems.ProblemResponse.ContentType] = new JsonObject { ["schema"] = Reference("problem") },
            },
        },
    };

    private static JsonObject Problem() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string", ["format"] = "uri" },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["code"] = new JsonObject { ["type"] = "string", ["description"] = "Stable; for programs." },
            ["detail"] = new JsonObject { ["type"] = "string" },
            ["errorCount"] = new JsonObject { ["type"] = "integer" },
            ["errors"] = ArrayOf(new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["code"] = new JsonObject { ["type"] = "string" },
                    ["detail"] = new JsonObject { ["type"] = "string" },
                    ["pointer"] = new JsonObject { ["type"] = "string", ["description"] = "A JSON pointer to the place in the body." },
                },
                ["required"] = new JsonArray("code", "detail"),
            }),
        },
        ["required"] = new JsonArray("type", "title", "status", "code", "detail"),
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static JsonObject ArrayOf(JsonNode items) => new() { ["type"] = "array", ["items"] = items };
}
