using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.PartiQl;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>PartiQL statements out of requests.</summary>
internal static class Statements
{
    /// <summary>The statement with its parameters.</summary>
    public static Statement Read(Parameters parameters) => StatementParser.Parse(Check(parameters).Text("Statement")!, Values(parameters));

    /// <summary>A statement is there, and not too long.</summary>
    public static Parameters Check(Parameters parameters) =>
        new Constraints(parameters).NotNull("Statement").Length("Statement", 1, 8192).Length("Parameters", 1).Check();

    /// <summary>The parameters' values, in order.</summary>
    public static IReadOnlyList<AttributeValue> Values(Parameters parameters) => [.. parameters.Elements("Parameters").Select(Value)];

    /// <summary>A statement that reads; <paramref name="within"/> names the operation that allows only one item.</summary>
    public static SelectItems Select(Statement statement, Parameters parameters, string within) => new()
    {
        Table = statement.Table, IndexName = statement.Index, Statement = statement, Within = within, Consistent = parameters.Flag("ConsistentRead"),
    };

    /// <summary>A statement that writes.</summary>
    public static StatementWrite Write(Statement statement, Parameters parameters) => new()
    {
        Table = statement.Table, Statement = statement,
        ReturnItemOnFailure = parameters.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD",
    };

    private static AttributeValue Value(JsonElement json)
    {
        ParameterNumbers.Check(json);
        return JsonItems.ReadValue(json);
    }
}
