import { beforeEach, describe, expect, it } from 'vitest';

import type { Message } from './message';
import { MessageLog, rowOf, shownMax } from './message-log';

const idOf = (n: number) => `m${String(n).padStart(5, '0')}`;
const message = (n: number): Message => ({
  id: idOf(n),
  user: { id: 'u1', username: 'ada', name: 'Ada' },
  text: `text ${n}`,
  atMs: n,
  kind: 'message',
  badges: [],
  replyTo: null,
  mentions: [],
  emotes: [],
  reactions: [],
  isDeleted: false,
});
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => rowOf(message(from + i)));

let log: MessageLog;
const add = (from: number, to: number) => rows(from, to).forEach((row) => log.add(row));
const ends = () => [log.shown.at(0)?.key, log.shown.at(-1)?.key];
beforeEach(() => (log = new MessageLog()));

describe('who follows', () => {
  it('sees the newest, and never more than fit', () => {
    add(1, 1000);
    expect(log.shown).toHaveLength(shownMax);
    expect(ends()).toEqual([idOf(801), idOf(1000)]);
  });

  it('sees nothing twice', () => {
    add(1, 3);
    add(2, 4);
    expect(log.shown.map(({ key }) => key)).toEqual([1, 2, 3, 4].map(idOf));
  });

  it('sees what was missed when the history joins up, without a gap or a repetition', () => {
    add(1, 30);
    log.join(rows(20, 69));
    expect(log.shown).toHaveLength(69);
    expect(ends()).toEqual([idOf(1), idOf(69)]);
  });

  it('begins anew when too much was missed', () => {
    add(1, 30);
    log.join(rows(101, 150));
    expect(ends()).toEqual([idOf(101), idOf(150)]);
  });

  it('learns from the history what was deleted meanwhile', () => {
    add(1, 2);
    log.join([rowOf({ ...message(2), isDeleted: true })]);
    expect(log.shown.at(-1)?.message?.isDeleted).toBe(true);
  });

  it('gets the same rows again where nothing has changed', () => {
    add(1, 3);
    const [first, second] = log.shown;
    log.change(idOf(2), (old) => ({ ...old, isDeleted: true }));
    expect(log.shown[0]).toBe(first);
    expect(log.shown[1]).not.toBe(second);
  });
});

describe('who reads back', () => {
  it('sees nothing move while more arrives, and how much that is', () => {
    add(1, 250);
    log.readBack();
    const before = log.shown;
    add(251, 300);
    expect(log.shown).toEqual(before);
    expect(log.unseen).toBe(50);
  });

  it('goes through what is older, never with more than fit, and back to the newest', () => {
    add(1001, 1200);
    log.readBack();
    expect(log.up()).toBe(false);
    log.addOlder(rows(901, 1000));
    expect(log.shown).toHaveLength(shownMax);
    expect(log.shown[0]?.key).toBe(idOf(941));
    expect(log.up()).toBe(true);
    expect(ends()).toEqual([idOf(901), idOf(1100)]);
    expect(log.up()).toBe(false);

    log.down();
    log.down();
    expect(ends()).toEqual([idOf(1001), idOf(1200)]);
    log.down();
    expect(log.isFollowing).toBe(true);
  });

  it('is at the newest at once when one follows again, however much has come', () => {
    add(1, 10);
    log.readBack();
    add(11, 5000);
    log.follow();
    expect(ends()).toEqual([idOf(4801), idOf(5000)]);
    expect(log.unseen).toBe(0);
  });

  it('sees at once what an act of the own came to', () => {
    add(1, 10);
    log.readBack();
    add(11, 20);
    log.add({ key: 'line-1', line: { type: 'notice', text: 'Done.' } });
    expect(log.shown.at(-1)?.key).toBe('line-1');
    expect(log.shown).toHaveLength(11);
    expect(log.unseen).toBe(10);
  });

  it('sees what is deleted go', () => {
    add(1, 10);
    log.readBack();
    add(11, 500);
    log.change(idOf(3), (old) => ({ ...old, isDeleted: true }));
    expect(log.shown[2]?.message?.isDeleted).toBe(true);
  });

  it('takes older ones that are known already as what they are', () => {
    add(11, 20);
    log.readBack();
    log.addOlder(rows(1, 15));
    expect(log.shown).toHaveLength(20);
  });
});

it('is empty after it is cleared', () => {
  add(1, 20);
  log.readBack();
  log.clear();
  expect(log.shown).toEqual([]);
  expect(log.isFollowing).toBe(true);
});
