using ActiveActive.Engine.Sqs;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>
/// Sums that others have published of what AWS answered (Amazon's samples as YDB's tests keep them, a Serverless library's, moto's),
/// and one of all types together that a second implementation derived from the developer guide's text.
/// </summary>
public sealed class MessageDigestTests
{
    private static KeyValuePair<string, MessageAttribute> Text(string name, string type, string value) => new(name, new(type, value, null));

    private static KeyValuePair<string, MessageAttribute> Binary(string name, params byte[] value) => new(name, new("Binary", null, value));

    [Theory]
    [InlineData("hello world", "5eb63bbbe01eeed093cb22bb8f5acdc3")]
    [InlineData("derp", "58fd9edd83341c29f1aebba81c31e257")]
    public void A_body_s_sum(string body, string sum) => Assert.Equal(sum, MessageDigest.Of(body));

    [Theory]
    [InlineData("SellerName", "String", "Example Store", "cd28f3b68aeee4b2eac9c66f2f694b58")]
    [InlineData("SOME_Valid.attribute-Name", "Number", "1493147359900", "36655e7e9d7c0e8479fa3f3f42247ae7")]
    [InlineData("timestamp", "Number", "1493147359900", "235c5c510d26fb653d073faed50ae77c")]
    [InlineData("timestamp", "Number.java.lang.Long", "1493147359900", "2e2e4876d8e0bd6b8c2c8f556831c349")]
    public void A_text_attribute_s_sum(string name, string type, string value, string sum) =>
        Assert.Equal(sum, MessageDigest.Of([Text(name, type, value)]));

    [Fact]
    public void Attributes_count_in_order_of_name_whatever_order_they_came_in() => Assert.Equal(
        "d53f3b558fe951154770f25cb63dbba9",
        MessageDigest.Of([Text("test_attribute_name_2", "String", "test_attribute_value_2"), Text("test_attribute_name_1", "String", "test_attribute_value_1")]));

    [Fact]
    public void A_binary_attribute_counts_by_its_bytes() =>
        Assert.Equal("23f6bd27ea87aab7dfeadcc9aebee495", MessageDigest.Of([Binary("test_attribute_name", "test_attribute_value"u8.ToArray())]));

    [Fact]
    public void All_types_together_names_in_upper_case_first() => Assert.Equal(
        "f95c902bec1cc9bcee5ff95554add2a2",
        MessageDigest.Of([Binary("raw", 0, 255), Text("id", "String", "r-1"), Text("Name", "String.label", "Grüße \U0001F600"), Text("batch", "Number.int", "3")]));

    [Fact]
    public void No_attributes_have_no_sum() => Assert.Null(MessageDigest.Of([]));
}
