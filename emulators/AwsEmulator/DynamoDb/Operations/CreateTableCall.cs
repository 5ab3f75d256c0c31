using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>CreateTable. The table is active at once.</summary>
public sealed class CreateTableCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "CreateTable";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        // Empty lists of indexes mean none; the SDKs may send them.
        foreach (var indexes in (ReadOnlySpan<string>)["GlobalSecondaryIndexes", "LocalSecondaryIndexes"])
        {
            if (parameters.Each(indexes).Any())
                throw DynamoException.NotThere($"Parameter {indexes}");
        }

        parameters.Need("AttributeDefinitions");
        parameters.Need("KeySchema");
        var attributes = new Dictionary<string, string>();
        foreach (var attribute in parameters.Each("AttributeDefinitions"))
            attributes[Need(attribute, "AttributeName")] = Need(attribute, "AttributeType");
        var throughput = parameters.Inner("ProvisionedThroughput");
        var operation = new CreateTable
        {
            Name = parameters.Table,
            Attributes = attributes,
            Keys = [.. parameters.Each("KeySchema").Select(k => (Need(k, "AttributeName"), Need(k, "KeyType")))],
            BillingMode = parameters.Text("BillingMode") ?? "PROVISIONED",
            Throughput = throughput is { } units ? (units.Integer("ReadCapacityUnits") ?? 0, units.Integer("WriteCapacityUnits") ?? 0) : null,
            DeletionProtected = parameters.Flag("DeletionProtectionEnabled"),
            Settings = TableParameters.Settings(parameters),
            Stream = TableParameters.Stream(parameters),
        };
        Answers.Write(request, "TableDescription", await request.Run(operation), "ACTIVE", answer);
    }

    private static string Need(Parameters parameters, string name)
    {
        parameters.Need(name);
        return parameters.Text(name)!;
    }
}
