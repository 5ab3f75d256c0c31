namespace ActiveActive.RecordDestination.Log;

/// <summary>Where the destination keeps what it received. <see cref="DeliveryLog"/> keeps it on disk.</summary>
public interface IDeliveryLog
{
    /// <summary>Keeps deliveries. When it returns they are all durable; when it throws, none of them counts as delivered.</summary>
    /// <returns>For each, in order, whether the log did not have the record before.</returns>
    /// <exception cref="DeliveryLogException">They could not be kept.</exception>
    Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<Delivery> deliveries);
}
