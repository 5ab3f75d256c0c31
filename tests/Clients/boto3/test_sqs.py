"""SQS by boto3: the clients that Debian has speak the Query protocol."""
import json
import unittest

from lab import Case, client, md5, md5_of_attributes, resource

SQS = client("sqs")
ACCOUNT = "000000000000"


def arn(url):
    return SQS.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def take(url, **parameters):
    return SQS.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"], MessageAttributeNames=["All"], **parameters).get("Messages", [])


class Queues(Case):
    def test_a_queue_s_life(self):
        url = SQS.create_queue(QueueName="boto-life", Attributes={"VisibilityTimeout": "45"}, tags={"team": "a"})["QueueUrl"]
        self.assertEqual(url, SQS.get_queue_url(QueueName="boto-life")["QueueUrl"])
        self.assertEqual(url, SQS.create_queue(QueueName="boto-life", Attributes={"VisibilityTimeout": "45"})["QueueUrl"])
        # This client knows the code of its own, older protocol.
        self.fails("QueueAlreadyExists", "VisibilityTimeout", SQS.create_queue, QueueName="boto-life", Attributes={"VisibilityTimeout": "46"})
        SQS.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "3", "ReceiveMessageWaitTimeSeconds": "1"})
        attributes = SQS.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        wanted = {"VisibilityTimeout": "45", "DelaySeconds": "3", "ReceiveMessageWaitTimeSeconds": "1", "MaximumMessageSize": "1048576",
                  "MessageRetentionPeriod": "345600", "ApproximateNumberOfMessages": "0", "QueueArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:boto-life"}
        self.assertEqual(wanted, {name: attributes[name] for name in wanted})
        SQS.tag_queue(QueueUrl=url, Tags={"cost": "7", "team": "b"})
        SQS.untag_queue(QueueUrl=url, TagKeys=["cost"])
        self.assertEqual({"team": "b"}, SQS.list_queue_tags(QueueUrl=url)["Tags"])
        SQS.delete_queue(QueueUrl=url)
        self.fails("AWS.SimpleQueueService.NonExistentQueue", "does not exist", SQS.get_queue_url, QueueName="boto-life")
        with self.assertRaises(SQS.exceptions.QueueDoesNotExist):
            SQS.send_message(QueueUrl=url, MessageBody="x")

    def test_pages_of_queues(self):
        urls = [SQS.create_queue(QueueName=f"boto-page-{n}")["QueueUrl"] for n in range(7)]
        pages = list(SQS.get_paginator("list_queues").paginate(QueueNamePrefix="boto-page-", PaginationConfig={"PageSize": 3}))
        self.assertEqual([3, 3, 1], [len(page["QueueUrls"]) for page in pages])
        self.assertEqual(sorted(urls), sorted(url for page in pages for url in page["QueueUrls"]))

    def test_permissions(self):
        url = SQS.create_queue(QueueName="boto-permit")["QueueUrl"]
        SQS.add_permission(QueueUrl=url, Label="other", AWSAccountIds=["111111111111"], Actions=["SendMessage", "ReceiveMessage"])
        policy = json.loads(SQS.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"])
        self.assertEqual(["SQS:SendMessage", "SQS:ReceiveMessage"], policy["Statement"][0]["Action"])
        SQS.remove_permission(QueueUrl=url, Label="other")
        self.assertFalse(SQS.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]).get("Attributes"))

    def test_sources_of_a_dead_letter_queue(self):
        dead = SQS.create_queue(QueueName="boto-dead")["QueueUrl"]
        redrive = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": arn(dead), "maxReceiveCount": 1})}
        sources = [SQS.create_queue(QueueName=f"boto-source-{n}", Attributes=redrive)["QueueUrl"] for n in range(3)]
        pages = SQS.get_paginator("list_dead_letter_source_queues").paginate(QueueUrl=dead, PaginationConfig={"PageSize": 2})
        self.assertEqual(sources, sorted(url for page in pages for url in page["queueUrls"]))
        SQS.send_message(QueueUrl=sources[0], MessageBody="poison")
        self.assertEqual(1, len(take(sources[0], VisibilityTimeout=0)))
        self.assertEqual([], take(sources[0]))
        (message,) = take(dead, WaitTimeSeconds=5)
        self.assertEqual(("poison", arn(sources[0])), (message["Body"], message["Attributes"]["DeadLetterQueueSourceArn"]))

    @unittest.skipUnless("StartMessageMoveTask" in SQS.meta.service_model.operation_names, "this boto3 is older than move tasks")
    def test_dead_letters_go_home(self):
        dead, work = (SQS.create_queue(QueueName=f"boto-move-{name}")["QueueUrl"] for name in ("dead", "work"))
        source = arn(dead)
        SQS.set_queue_attributes(QueueUrl=work, Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": source, "maxReceiveCount": 1})})
        SQS.send_message_batch(QueueUrl=dead, Entries=[{"Id": str(n), "MessageBody": str(n)} for n in range(3)])
        SQS.start_message_move_task(SourceArn=source, DestinationArn=arn(work))
        done = self.until("the move is over", lambda: [t for t in SQS.list_message_move_tasks(SourceArn=source)["Results"] if t["Status"] == "COMPLETED"])
        self.assertEqual((3, 3), (done[0]["ApproximateNumberOfMessagesMoved"], len(take(work))))
        SQS.send_message_batch(QueueUrl=dead, Entries=[{"Id": str(n), "MessageBody": str(n)} for n in range(3)])
        slow = SQS.start_message_move_task(SourceArn=source, DestinationArn=arn(work), MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
        self.assertLess(SQS.cancel_message_move_task(TaskHandle=slow)["ApproximateNumberOfMessagesMoved"], 3)


class Messages(Case):
    def setUp(self):
        self.url = SQS.create_queue(QueueName=f"boto-{self.id().split('.')[-1][:60]}")["QueueUrl"]

    def test_message_comes_as_it_went(self):
        body = 'Grüße \U0001F600 <&> "q" \\ \n\t'
        attributes = {
            "id": {"DataType": "String", "StringValue": "r-1"}, "n": {"DataType": "Number.int", "StringValue": "3"},
            "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
        sent = SQS.send_message(
            QueueUrl=self.url, MessageBody=body, MessageAttributes=attributes,
            MessageSystemAttributes={"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}})
        self.assertEqual((md5(body), md5_of_attributes(attributes)), (sent["MD5OfMessageBody"], sent["MD5OfMessageAttributes"]))
        self.assertEqual(32, len(sent["MD5OfMessageSystemAttributes"]))
        (message,) = take(self.url)
        self.assertEqual((body, attributes, sent["MessageId"], md5(body)), (message["Body"], message["MessageAttributes"], message["MessageId"], message["MD5OfBody"]))
        self.assertEqual(md5_of_attributes(attributes), message["MD5OfMessageAttributes"])
        self.assertEqual("1", message["Attributes"]["ApproximateReceiveCount"])
        self.assertEqual("Root=1-5759e988-bd862e3fe1be46a994272793", message["Attributes"]["AWSTraceHeader"])
        SQS.change_message_visibility(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
        (again,) = take(self.url)
        self.assertEqual("2", again["Attributes"]["ApproximateReceiveCount"])
        SQS.delete_message(QueueUrl=self.url, ReceiptHandle=again["ReceiptHandle"])
        counts = SQS.get_queue_attributes(QueueUrl=self.url, AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"])
        self.assertEqual({"0"}, set(counts["Attributes"].values()))

    def test_batches(self):
        sent = SQS.send_message_batch(QueueUrl=self.url, Entries=[
            {"Id": "a", "MessageBody": "one"}, {"Id": "b", "MessageBody": "two"}, {"Id": "bad", "MessageBody": "x", "DelaySeconds": 901}])
        self.assertEqual([("a", md5("one")), ("b", md5("two"))], [(e["Id"], e["MD5OfMessageBody"]) for e in sent["Successful"]])
        self.assertEqual([("bad", "InvalidParameterValue", True)], [(e["Id"], e["Code"], e["SenderFault"]) for e in sent["Failed"]])
        handles = {m["Body"]: m["ReceiptHandle"] for m in take(self.url)}
        changed = SQS.change_message_visibility_batch(QueueUrl=self.url, Entries=[
            {"Id": "a", "ReceiptHandle": handles["one"], "VisibilityTimeout": 0}, {"Id": "x", "ReceiptHandle": "nonsense", "VisibilityTimeout": 0}])
        self.assertEqual((["a"], ["ReceiptHandleIsInvalid"]), ([e["Id"] for e in changed["Successful"]], [e["Code"] for e in changed["Failed"]]))
        (one,) = take(self.url)
        deleted = SQS.delete_message_batch(QueueUrl=self.url, Entries=[
            {"Id": "one", "ReceiptHandle": one["ReceiptHandle"]}, {"Id": "two", "ReceiptHandle": handles["two"]}])
        self.assertEqual(["one", "two"], [e["Id"] for e in deleted["Successful"]])
        self.fails("AWS.SimpleQueueService.EmptyBatchRequest", "at least", SQS.delete_message_batch, QueueUrl=self.url, Entries=[])
        self.fails("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "repeated", SQS.send_message_batch, QueueUrl=self.url, Entries=[
            {"Id": "a", "MessageBody": "one"}, {"Id": "a", "MessageBody": "two"}])

    def test_purge_and_its_pause(self):
        SQS.send_message(QueueUrl=self.url, MessageBody="x")
        SQS.purge_queue(QueueUrl=self.url)
        self.assertEqual([], take(self.url))
        with self.assertRaises(SQS.exceptions.PurgeQueueInProgress):
            SQS.purge_queue(QueueUrl=self.url)

    def test_values_out_of_range(self):
        self.fails("InvalidParameterValue", "MaxNumberOfMessages", SQS.receive_message, QueueUrl=self.url, MaxNumberOfMessages=11)
        self.fails("ReceiptHandleIsInvalid", "nonsense", SQS.delete_message, QueueUrl=self.url, ReceiptHandle="nonsense")
        self.fails("InvalidMessageContents", "", SQS.send_message, QueueUrl=self.url, MessageBody="\ufffe")
        self.fails("MissingParameter", "MessageGroupId", SQS.send_message, QueueUrl=self.fifo(), MessageBody="x")

    def fifo(self):
        return SQS.create_queue(QueueName="boto.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})["QueueUrl"]

    def test_fifo(self):
        url = self.fifo()
        sent = [SQS.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g") for body in ("1", "2", "1", "3")]
        self.assertEqual(sent[0]["SequenceNumber"], sent[2]["SequenceNumber"])
        self.assertLess(int(sent[1]["SequenceNumber"]), int(sent[3]["SequenceNumber"]))
        messages = take(url)
        self.assertEqual(["1", "2", "3"], [m["Body"] for m in messages])
        self.assertEqual({"g"}, {m["Attributes"]["MessageGroupId"] for m in messages})

    def test_objects_of_boto3(self):
        queue = resource("sqs").get_queue_by_name(QueueName=self.url.split("/")[-1])
        queue.send_message(MessageBody="by object")
        (message,) = queue.receive_messages(WaitTimeSeconds=2)
        self.assertEqual("by object", message.body)
        message.delete()
        queue.load()
        self.assertEqual("0", queue.attributes["ApproximateNumberOfMessages"])


if __name__ == "__main__":
    unittest.main()
