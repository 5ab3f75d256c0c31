namespace ActiveActive.Contracts;

/// <summary>
/// One transaction on its way through the system. It is an immutable fact: nobody between source and
/// destination may change <see cref="Body"/>, and its <see cref="Id"/> is the key in every store.
/// On the wire the body is the SQS message body as it is; id and batch travel as message attributes.
/// </summary>
/// <param name="Id">1 to 128 characters, unique in the life of a lab.</param>
/// <param name="Batch">The batch that it was published in, from 1.</param>
/// <param name="Body">The text as the user gave it, at most <see cref="RecordLimits.MaxBodyBytes"/> bytes of UTF-8.</param>
public sealed record Record(string Id, int Batch, string Body);
