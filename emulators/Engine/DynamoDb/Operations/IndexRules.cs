using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>What may be a key and an index, in the order in which AWS checks it.</summary>
public static class IndexRules
{
    /// <summary>Local indexes of a table.</summary>
    public const int LocalIndexes = 5;

    /// <summary>Global indexes of a table.</summary>
    public const int GlobalIndexes = 20;

    /// <summary>The key attributes of a key schema, checked against the definitions.</summary>
    /// <exception cref="DynamoException">They cannot be meant.</exception>
    public static (KeyAttribute Hash, KeyAttribute? Range) Keys(IReadOnlyList<(string Name, string Role)> keys, IReadOnlyDictionary<string, string> attributes)
    {
        if (keys.Any(k => !attributes.ContainsKey(k.Name)))
            throw DynamoException.InvalidParameter($"Some index key attributes are not defined in AttributeDefinitions. Keys: [{string.Join(", ", keys.Select(k => k.Name))}], AttributeDefinitions: [{string.Join(", ", attributes.Keys)}]");
        if (keys.Count == 2 && keys[0].Name == keys[1].Name)
            throw DynamoException.Validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        if (keys.Count == 0 || keys[0].Role != "HASH")
            throw DynamoException.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (keys.Count == 2 && keys[1].Role != "RANGE")
            throw DynamoException.Validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        return (new KeyAttribute(keys[0].Name, attributes[keys[0].Name]), keys.Count == 2 ? new KeyAttribute(keys[1].Name, attributes[keys[1].Name]) : null);
    }

    /// <summary>Attributes of each side of a global index's key.</summary>
    public const int SideAttributes = 4;

    /// <summary>The sides of a global index's key of several attributes: first those of the hash, then those of the range.</summary>
    /// <exception cref="DynamoException">They cannot be meant.</exception>
    private static (KeyAttribute[] Hash, KeyAttribute[] Range) Sides(IndexRequest request, IReadOnlyDictionary<string, string> attributes)
    {
        var hashes = request.Keys.TakeWhile(k => k.Role == "HASH").Count();
        if (request.Local || hashes < 2 && request.Keys.Count <= 2)
        {
            var (hash, range) = Keys(request.Keys, attributes);
            return ([hash], range is null ? [] : [range]);
        }

        Keys([request.Keys[0]], attributes);
        if (request.Keys.FirstOrDefault(k => !attributes.ContainsKey(k.Name)).Name is not null)
            throw DynamoException.InvalidParameter($"Some index key attributes are not defined in AttributeDefinitions. Keys: [{string.Join(", ", request.Keys.Select(k => k.Name))}], AttributeDefinitions: [{string.Join(", ", attributes.Keys)}]");
        if (request.Keys.Skip(hashes).Any(k => k.Role != "RANGE"))
            throw DynamoException.Validation("Invalid KeySchema: The HASH key attributes must come before the RANGE key attributes");
        if (hashes > SideAttributes || request.Keys.Count - hashes > SideAttributes || request.Keys.DistinctBy(k => k.Name).Count() < request.Keys.Count)
            throw DynamoException.Validation($"Invalid KeySchema: An index key has at most {SideAttributes} HASH and {SideAttributes} RANGE attributes, each once");
        var keys = request.Keys.Select(k => new KeyAttribute(k.Name, attributes[k.Name])).ToArray();
        return (keys[..hashes], keys[hashes..]);
    }

    /// <summary>The definition of an index that was asked for.</summary>
    /// <exception cref="DynamoException">It cannot be meant.</exception>
    public static IndexDefinition Define(IndexRequest request, IReadOnlyDictionary<string, string> attributes, bool payPerRequest)
    {
        var (hash, range) = Sides(request, attributes);
        if (request.Projection is null)
            throw DynamoException.InvalidParameter("Unknown ProjectionType: null");
        if (request.NonKeyAttributes is not null && request.Projection != "INCLUDE")
            throw DynamoException.InvalidParameter($"ProjectionType is {request.Projection}, but NonKeyAttributes is specified");
        if (request.NonKeyAttributes is null && request.Projection == "INCLUDE")
            throw DynamoException.InvalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        if (request is { Local: false, Throughput: not null } && payPerRequest)
            throw DynamoException.InvalidParameter($"ProvisionedThroughput should not be specified for index: {request.Name} when BillingMode is PAY_PER_REQUEST");
        if (request is { Local: false, Throughput: null } && !payPerRequest)
            throw DynamoException.InvalidParameter($"ProvisionedThroughput is not specified for index: {request.Name}");
        return new IndexDefinition
        {
            Name = request.Name,
            Hash = hash[0],
            Range = range.Length == 0 ? null : range[0],
            MoreHash = hash[1..],
            MoreRange = range.Length == 0 ? [] : range[1..],
            Projection = request.Projection,
            NonKeyAttributes = request.NonKeyAttributes ?? [],
            Local = request.Local,
            ReadUnits = request.Throughput?.Read ?? 0,
            WriteUnits = request.Throughput?.Write ?? 0,
        };
    }

    /// <summary>The definitions of all indexes of a new table.</summary>
    /// <exception cref="DynamoException">They cannot be meant.</exception>
    public static IReadOnlyList<IndexDefinition> DefineAll(
        IReadOnlyList<IndexRequest>? locals, IReadOnlyList<IndexRequest>? globals, IReadOnlyList<(string Name, string Role)> keys,
        IReadOnlyDictionary<string, string> attributes, bool payPerRequest)
    {
        var names = new HashSet<string>();
        var indexes = new List<IndexDefinition>();
        if (locals is { Count: > 0 } && keys.Count != 2)
            throw DynamoException.InvalidParameter("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
        foreach (var request in locals ?? [])
        {
            var index = Define(request, attributes, payPerRequest);
            if (index.Range is null)
                throw DynamoException.InvalidParameter($"Index KeySchema does not have a range key for index: {index.Name}");
            if (index.Hash.Name != keys[0].Name)
                throw DynamoException.InvalidParameter($"Index KeySchema does not have the same leading hash key as table KeySchema for index: {index.Name}. index hash key: {index.Hash.Name}, table hash key: {keys[0].Name}");
            Add(index);
        }

        if (locals?.Count > LocalIndexes)
            throw DynamoException.InvalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
        foreach (var request in globals ?? [])
            Add(Define(request, attributes, payPerRequest));
        if (globals?.Count > GlobalIndexes)
            throw DynamoException.InvalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
        return indexes;

        void Add(IndexDefinition index)
        {
            if (!names.Add(index.Name))
                throw DynamoException.InvalidParameter($"Duplicate index name: {index.Name}");
            indexes.Add(index);
        }
    }
}
