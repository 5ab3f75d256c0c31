using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.PartiQl;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>PartiQL statements out of requests.</summary>
internal static class Statements
{
    /// <summary>The statement with its parameters.</summary>
    public static Statement Read(Parameters parameters, string name = "Statement")
    {
        new Constraints(parameters).NotNull(name).Length(name, 1, 8192).Length("Parameters", 1).Check();
        return StatementParser.Parse(parameters.Text(name)!, [.. parameters.Elements("Parameters").Select(JsonItems.ReadValue)]);
    }

    /// <summary>A statement that reads.</summary>
    public static SelectItems Select(Statement statement, Parameters parameters, bool oneItem) => new()
    {
        Table = statement.Table, IndexName = statement.Index, Statement = statement, OneItem = oneItem, Consistent = parameters.Flag("ConsistentRead"),
    };

    /// <summary>A statement that writes.</summary>
    public static StatementWrite Write(Statement statement, Parameters parameters) => new()
    {
        Table = statement.Table, Statement = statement,
        ReturnItemOnFailure = parameters.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD",
    };
}
