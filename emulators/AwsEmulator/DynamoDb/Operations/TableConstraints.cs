namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>The constraints on the structure of CreateTable, told together.</summary>
internal static class TableConstraints
{
    /// <summary>Those on the whole request; global indexes come before local ones, however they were sent.</summary>
    public static Constraints OfCreation(Parameters parameters)
    {
        var all = new Constraints(parameters).Name("TableName").NotNull("AttributeDefinitions").Enum("BillingMode", "PROVISIONED", "PAY_PER_REQUEST")
            .NotNull("KeySchema").Length("KeySchema", 1, 2);
        Each(all, parameters, "AttributeDefinitions", "attributeDefinitions", "AttributeType", "B", "N", "S");
        Each(all, parameters, "KeySchema", "keySchema", "KeyType", "HASH", "RANGE");
        foreach (var indexes in (ReadOnlySpan<string>)["GlobalSecondaryIndexes", "LocalSecondaryIndexes"])
        {
            var number = 0;
            foreach (var index in parameters.Each(indexes))
            {
                var path = $"{char.ToLowerInvariant(indexes[0])}{indexes[1..]}.{++number}.member.";
                all.And(new Constraints(index, path).NotNull("IndexName").Name("IndexName").NotNull("KeySchema").NotNull("Projection"));
                Each(all, index, "KeySchema", path + "keySchema", "KeyType", "HASH", "RANGE");
            }
        }

        return all;
    }

    private static void Each(Constraints all, Parameters of, string list, string path, string member, params ReadOnlySpan<string> allowed)
    {
        var number = 0;
        foreach (var element in of.Each(list))
            all.And(new Constraints(element, $"{path}.{++number}.member.").NotNull("AttributeName").NotNull(member).Enum(member, allowed));
    }
}
