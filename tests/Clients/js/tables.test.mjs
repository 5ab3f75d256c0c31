// DynamoDB's tables by the SDK for JavaScript: what is about tables and not about items, streams and the global table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DynamoDB, paginateListTables, waitUntilTableExists, waitUntilTableNotExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { all, checked, fails, settings, until, westEndpoint } from './lab.mjs';

const db = checked(new DynamoDB(settings()));
const streams = checked(new DynamoDBStreams(settings()));
const patience = { client: db, maxWaitTime: 20, minDelay: 1 };
const create = async (TableName, more) => (await db.createTable({
  TableName, BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], ...more })).TableDescription;
const put = (TableName, id, more) => db.putItem({ TableName, Item: { id: { S: id }, ...more } });
const describe = async TableName => (await db.describeTable({ TableName })).Table;
const active = TableName => waitUntilTableExists(patience, { TableName });

test("a table's life", async () => {
  const TableName = 'js-life';
  const { TableArn: ResourceArn, CreationDateTime } = await create(TableName, { DeletionProtectionEnabled: true, Tags: [{ Key: 'team', Value: 'a' }] });
  assert.ok(CreationDateTime instanceof Date);
  assert.equal((await active(TableName)).state, 'SUCCESS');
  await fails('ResourceInUseException', 'Table already exists', create(TableName));
  await db.tagResource({ ResourceArn, Tags: [{ Key: 'cost', Value: '7' }] });
  await db.untagResource({ ResourceArn, TagKeys: ['team'] });
  assert.deepEqual((await db.listTagsOfResource({ ResourceArn })).Tags, [{ Key: 'cost', Value: '7' }]);
  await fails('ValidationException', 'protected', db.deleteTable({ TableName }));
  await db.updateTable({ TableName, DeletionProtectionEnabled: false });
  await active(TableName);
  await db.deleteTable({ TableName });
  assert.equal((await waitUntilTableNotExists(patience, { TableName })).state, 'SUCCESS');
  await fails('ResourceNotFoundException', 'not found', db.describeTable({ TableName }));
});

test('pages of tables', async () => {
  const names = ['js-page-0', 'js-page-1', 'js-page-2', 'js-page-3', 'js-page-4'];
  for (const name of names) await create(name);
  const pages = await all(paginateListTables({ client: db, pageSize: 2 }, {}));
  assert.ok(pages.every(p => p.TableNames.length <= 2));
  assert.deepEqual(pages.flatMap(p => p.TableNames).filter(n => n.startsWith('js-page-')), names);
});

test('an index is added and removed', async () => {
  const TableName = 'js-index';
  await create(TableName);
  await put(TableName, 'a', { by: { S: 'x' } });
  await db.updateTable({
    TableName, AttributeDefinitions: [{ AttributeName: 'by', AttributeType: 'S' }], GlobalSecondaryIndexUpdates: [
      { Create: { IndexName: 'by-by', KeySchema: [{ AttributeName: 'by', KeyType: 'HASH' }], Projection: { ProjectionType: 'KEYS_ONLY' } } }] });
  await until('the index is there', async () => (await describe(TableName)).GlobalSecondaryIndexes[0].IndexStatus === 'ACTIVE');
  const { Items } = await db.query({
    TableName, IndexName: 'by-by', KeyConditionExpression: '#b = :x', ExpressionAttributeNames: { '#b': 'by' }, ExpressionAttributeValues: { ':x': { S: 'x' } } });
  assert.deepEqual(Items, [{ id: { S: 'a' }, by: { S: 'x' } }]);
  await db.updateTable({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-by' } }] });
  await until('the index is gone', async () => !(await describe(TableName)).GlobalSecondaryIndexes);
});

test('settings of a table, limits, endpoints', async () => {
  const TableName = 'js-settings';
  await create(TableName);
  await db.updateTimeToLive({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: 'ttl' } });
  assert.deepEqual((await db.describeTimeToLive({ TableName })).TimeToLiveDescription, { TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  await put(TableName, 'over', { ttl: { N: `${Math.floor(Date.now() / 1000) - 60}` } });
  await until('the reaper has been there', async () => (await db.scan({ TableName, Select: 'COUNT' })).Count === 0);
  await db.updateContinuousBackups({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } });
  const { ContinuousBackupsDescription: backups } = await db.describeContinuousBackups({ TableName });
  assert.equal(backups.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus, 'ENABLED');
  assert.ok(backups.PointInTimeRecoveryDescription.EarliestRestorableDateTime instanceof Date);
  assert.ok((await db.describeLimits()).TableMaxReadCapacityUnits > 0);
  assert.equal((await db.describeEndpoints({})).Endpoints[0].CachePeriodInMinutes, 1440);
  await fails('TableNotFoundException', 'Table not found', db.createBackup({ TableName: 'js-none', BackupName: 'one' }));
});

test('changes come in order by the stream', async () => {
  const TableName = 'js-stream';
  const { LatestStreamArn: StreamArn } = await create(TableName, { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } });
  assert.deepEqual((await streams.listStreams({ TableName })).Streams.map(s => s.StreamArn), [StreamArn]);
  for (const v of ['1', '2']) await put(TableName, 'a', { v: { N: v } });
  await db.deleteItem({ TableName, Key: { id: { S: 'a' } } });
  const { Shards: [{ ShardId }], StreamStatus } = (await streams.describeStream({ StreamArn })).StreamDescription;
  assert.equal(StreamStatus, 'ENABLED');
  const { ShardIterator } = await streams.getShardIterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  const first = await streams.getRecords({ ShardIterator, Limit: 2 });
  const rest = await streams.getRecords({ ShardIterator: first.NextShardIterator });
  const records = [...first.Records, ...rest.Records];
  assert.deepEqual(records.map(r => r.eventName), ['INSERT', 'MODIFY', 'REMOVE']);
  assert.deepEqual([records[1].dynamodb.OldImage.v, records[1].dynamodb.NewImage.v], [{ N: '1' }, { N: '2' }]);
  assert.ok(records[0].dynamodb.ApproximateCreationDateTime instanceof Date);
  await fails('ResourceNotFoundException', 'tream', streams.describeStream({ StreamArn: `${StreamArn.slice(0, -3)}999` }));
});

test('a replica is made, filled and followed', { skip: westEndpoint ? false : 'AA_ENDPOINT_WEST names no second region' }, async () => {
  const TableName = 'js-global';
  const west = checked(new DynamoDB(settings(westEndpoint, 'us-west-2')));
  await create(TableName, { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } });
  await put(TableName, 'before');
  await db.updateTable({ TableName, ReplicaUpdates: [{ Create: { RegionName: 'us-west-2' } }] });
  await until('the replica is active', async () => (await describe(TableName)).Replicas?.[0]?.ReplicaStatus === 'ACTIVE');
  await waitUntilTableExists({ ...patience, client: west }, { TableName });
  await west.putItem({ TableName, Item: { id: { S: 'west' } } });
  for (const end of [db, west])
    await until('both are in both', async () => `${(await end.scan({ TableName })).Items.map(i => i.id.S).sort()}` === 'before,west');
});
