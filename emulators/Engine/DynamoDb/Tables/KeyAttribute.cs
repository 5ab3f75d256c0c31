namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>An attribute of a primary key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">S, N or B.</param>
public sealed record KeyAttribute(string Name, string Type);
