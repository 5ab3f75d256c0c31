namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>An operation on items: that it was carried out is evidence that its tables worked.</summary>
public interface IDataOperation<TResult> : IOperation<TResult>
{
    /// <summary>How many items of which table it read or wrote; 0 with a null result, which a failed condition leaves.</summary>
    IEnumerable<(string Table, int Count)> Work(TResult? result);
}
