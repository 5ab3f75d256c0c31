// DynamoDB's items by the SDK for JavaScript and its document client. The CRC-32 of every answer is checked.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { DynamoDB, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { all, checked, fails, settings } from './lab.mjs';

const db = checked(new DynamoDB(settings()));
const doc = DynamoDBDocument.from(db);
const TableName = 'js-items';
const keys = (hash, range) => [{ AttributeName: hash, KeyType: 'HASH' }, { AttributeName: range, KeyType: 'RANGE' }];

before(async () => {
  const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  await db.createTable({
    TableName, ProvisionedThroughput, KeySchema: keys('id', 'at'),
    AttributeDefinitions: [['id', 'S'], ['at', 'N'], ['by', 'S']].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: keys('id', 'by'), Projection: { ProjectionType: 'ALL' } }],
    GlobalSecondaryIndexes: [{ IndexName: 'global', KeySchema: keys('by', 'at'), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['v'] }, ProvisionedThroughput }] });
  await waitUntilTableExists({ client: db, maxWaitTime: 20, minDelay: 1 }, { TableName });
});

test('documents come back as they went', async () => {
  const Item = { id: 'types', at: 1, text: 'Grüße \u{1F600}', no: null, yes: true, list: [1, 'a', { deep: [] }], set: new Set(['b', 'a']), numbers: new Set([2, 1]), raw: Uint8Array.of(1, 255), empty: '' };
  await doc.put({ TableName, Item });
  const got = (await doc.get({ TableName, Key: { id: 'types', at: 1 }, ConsistentRead: true })).Item;
  assert.deepEqual({ ...got, raw: [...got.raw] }, { ...Item, raw: [1, 255] });
  const plain = (await db.getItem({ TableName, Key: { id: { S: 'types' }, at: { N: '1' } }, ProjectionExpression: '#l[2].deep, #t', ExpressionAttributeNames: { '#l': 'list', '#t': 'text' } })).Item;
  assert.deepEqual(plain, { list: { L: [{ M: { deep: { L: [] } } }] }, text: { S: Item.text } });
});

test('conditions, updates and deletes', async () => {
  const Key = { id: 'life', at: 1 };
  await doc.put({ TableName, Item: { ...Key, hits: 1 }, ConditionExpression: 'attribute_not_exists(id)' });
  const failed = await fails('ConditionalCheckFailedException', 'The conditional request failed', db.putItem({
    TableName, Item: { id: { S: 'life' }, at: { N: '1' } }, ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
  assert.deepEqual(failed.Item.hits, { N: '1' });
  const updated = await doc.update({
    TableName, Key, UpdateExpression: 'ADD hits :one SET #l = list_append(if_not_exists(#l, :none), :x)', ExpressionAttributeNames: { '#l': 'log' },
    ExpressionAttributeValues: { ':one': 1, ':none': [], ':x': ['a'] }, ReturnValues: 'ALL_NEW', ReturnConsumedCapacity: 'INDEXES' });
  assert.deepEqual(updated.Attributes, { ...Key, hits: 2, log: ['a'] });
  assert.equal(updated.ConsumedCapacity.Table.CapacityUnits, 1);
  assert.deepEqual((await doc.delete({ TableName, Key, ReturnValues: 'ALL_OLD' })).Attributes.hits, 2);
  assert.equal((await doc.get({ TableName, Key })).Item, undefined);
  await fails('ValidationException', 'The provided key element does not match the schema', doc.get({ TableName, Key: { id: 'x' } }));
});

test('batches, queries and scans page through', async () => {
  for (let from = 0; from < 600; from += 25) {
    const written = await doc.batchWrite({ RequestItems: { [TableName]: Array.from({ length: 25 }, (_, n) => from + n)
      .map(at => ({ PutRequest: { Item: { id: 'one', at, by: `b${at % 3}`, v: 'x', fill: 'f'.repeat(2000) } } })) } });
    assert.deepEqual(written.UnprocessedItems, {});
  }
  const ask = { TableName, KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': 'one' } };
  const everything = Array.from({ length: 600 }, (_, n) => n);
  // The paginator writes into what it is asked.
  const bySize = await all(paginateQuery({ client: doc }, { ...ask }));
  assert.deepEqual([bySize.length, bySize.flatMap(p => p.Items.map(i => i.at))], [2, everything]);
  const byLimit = await all(paginateQuery({ client: doc, pageSize: 250 }, { ...ask, ScanIndexForward: false }));
  assert.deepEqual(byLimit.flatMap(p => p.Items.map(i => i.at)), [...everything].reverse());
  const segments = await Promise.all([0, 1, 2].map(Segment => all(paginateScan({ client: doc }, {
    TableName, Segment, TotalSegments: 3, FilterExpression: 'id = :id', ExpressionAttributeValues: { ':id': 'one' } }))));
  assert.deepEqual(segments.flat().flatMap(p => p.Items.map(i => i.at)).sort((a, b) => a - b), everything);
  const indexed = await doc.query({ TableName, IndexName: 'global', KeyConditionExpression: '#b = :b AND #a < :ten',
    ExpressionAttributeNames: { '#b': 'by', '#a': 'at' }, ExpressionAttributeValues: { ':b': 'b1', ':ten': 10 } });
  assert.deepEqual(indexed.Items, [1, 4, 7].map(at => ({ id: 'one', at, by: 'b1', v: 'x' })));
  const got = await doc.batchGet({ RequestItems: { [TableName]: { Keys: [1, 599, 600].map(at => ({ id: 'one', at })), ProjectionExpression: '#a', ExpressionAttributeNames: { '#a': 'at' } } } });
  assert.deepEqual(got.Responses[TableName].map(i => i.at).sort((a, b) => a - b), [1, 599]);
});

test('transactions', async () => {
  const put = (at, more) => ({ Put: { TableName, Item: { id: 'pay', at }, ...more } });
  await doc.transactWrite({ TransactItems: [put(1), put(2)], ClientRequestToken: 'js-token' });
  await doc.transactWrite({ TransactItems: [put(1), put(2)], ClientRequestToken: 'js-token' });
  await fails('IdempotentParameterMismatchException', '', doc.transactWrite({ TransactItems: [put(3)], ClientRequestToken: 'js-token' }));
  const cancelled = await fails('TransactionCanceledException', '[None, ConditionalCheckFailed]', db.transactWriteItems({ TransactItems: [
    { Update: { TableName, Key: { id: { S: 'pay' }, at: { N: '2' } }, UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': { N: '1' } } } },
    { Put: { TableName, Item: { id: { S: 'pay' }, at: { N: '1' } }, ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } }] }));
  assert.deepEqual([cancelled.CancellationReasons[1].Code, cancelled.CancellationReasons[1].Item.at], ['ConditionalCheckFailed', { N: '1' }]);
  const { Responses } = await doc.transactGet({ TransactItems: [2, 9].map(at => ({ Get: { TableName, Key: { id: 'pay', at } } })) });
  assert.deepEqual(Responses.map(r => r.Item), [{ id: 'pay', at: 2 }, undefined]);
});

test('PartiQL', async () => {
  for (const at of [0, 1, 2]) await doc.executeStatement({ Statement: `INSERT INTO "${TableName}" VALUE {'id': ?, 'at': ?, 'v': ?}`, Parameters: ['sql', at, 'x'] });
  await fails('DuplicateItemException', 'Duplicate primary key', doc.executeStatement({ Statement: `INSERT INTO "${TableName}" VALUE {'id': 'sql', 'at': 0}` }));
  const Statement = `SELECT "at" FROM "${TableName}" WHERE id = 'sql' AND "at" > 0`;
  const first = await doc.executeStatement({ Statement, Limit: 1 });
  const rest = await doc.executeStatement({ Statement, NextToken: first.NextToken });
  assert.deepEqual([...first.Items, ...rest.Items], [{ at: 1 }, { at: 2 }]);
  const batch = await doc.batchExecuteStatement({ Statements: [1, 7].map(at => ({ Statement: `UPDATE "${TableName}" SET v = 'y' WHERE id = 'sql' AND "at" = ${at}` })) });
  assert.deepEqual(batch.Responses.map(r => r.Error?.Code), [undefined, 'ConditionalCheckFailed']);
  await doc.executeTransaction({ TransactStatements: [0, 1].map(at => ({ Statement: `DELETE FROM "${TableName}" WHERE id = 'sql' AND "at" = ${at}` })) });
  assert.deepEqual((await doc.executeStatement({ Statement: `SELECT * FROM "${TableName}" WHERE id = 'sql'` })).Items, [{ id: 'sql', at: 2, v: 'x' }]);
});
