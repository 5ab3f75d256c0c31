namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>The constraints on PutItem, UpdateItem and DeleteItem.</summary>
internal static class WriteConstraints
{
    /// <summary>Checks what the three have in common.</summary>
    /// <param name="parameters">The request.</param>
    /// <param name="item">What it must have: Item or Key.</param>
    /// <param name="returnsNew">ReturnValues may ask for more than the old item; AWS then tells an unknown value of it alone.</param>
    /// <exception cref="Engine.DynamoDb.DynamoException">Something is broken.</exception>
    public static Parameters Check(Parameters parameters, string item, bool returnsNew)
    {
        var constraints = new Constraints(parameters).Capacity().TableName().Enum("ReturnItemCollectionMetrics", "SIZE", "NONE")
            .EnumNewer("ReturnValues", "ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE", alone: returnsNew, "ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")
            .Enum("ReturnValuesOnConditionCheckFailure", "ALL_OLD", "NONE").ConditionalOperator().NotNull(item).Conditions("Expected", needed: false);
        // Without an item or key the request does not get as far as the newer layer.
        if (parameters.Find(item) is null)
            constraints.CheckOlder();
        constraints.Check();
        if (!returnsNew && parameters.Text("ReturnValues") is not (null or "NONE" or "ALL_OLD"))
            throw Engine.DynamoDb.DynamoException.Validation("ReturnValues can only be ALL_OLD or NONE");
        return parameters;
    }
}
