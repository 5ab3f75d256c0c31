namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>What is left of AWS's protocols in a request, which decides what its answer must look like.</summary>
internal enum FuzzForm
{
    /// <summary>The HTTP is whole and names a JSON protocol: the answer is JSON.</summary>
    Json,

    /// <summary>The HTTP is whole and carries SQS's Query protocol: the answer is XML.</summary>
    Query,

    /// <summary>The HTTP itself is broken: any refusal will do, the connection's end included.</summary>
    Http,
}
