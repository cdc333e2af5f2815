import { join } from 'node:path';
import { writeFileSync } from 'node:fs';

import { Child } from './child.ts';
import { type Scope, temporaryFolder } from './cleanup.ts';
import { within } from './wait.ts';

/**
 * A source whose beeps and flashes coincide: a tenth of a second in the middle of each second, so
 * that a cut at a keyframe, which stands on the second, takes nothing from them.
 */
export const clapper = {
  picture:
    'color=black:size=160x90:rate=30,' +
    "drawbox=color=white:t=fill:enable='between(mod(t,1),0.49,0.59)'",
  sound: "aevalsrc='0.5*sin(2*PI*1000*t)*between(mod(t,1),0.5,0.6)':s=48000",
};

/** How long after its flash each beep is heard, in seconds, as a decoder of the file hears it. */
export async function beepsAfterFlashes(scope: Scope, file: string | Buffer): Promise<number[]> {
  const path = typeof file === 'string' ? file : join(temporaryFolder(scope), 'recorded.flv');
  if (typeof file !== 'string') writeFileSync(path, file);
  const flashes = rises(await brightness(scope, path), 100);
  const beeps = rises(await loudness(scope, path), -30);
  return flashes.map((flash) => nearest(beeps, flash) - flash);
}

type Level = { time: number; value: number };

function brightness(scope: Scope, path: string): Promise<Level[]> {
  const key = 'lavfi.signalstats.YAVG';
  return levels(scope, path, ['-an', '-vf', `signalstats,metadata=print:key=${key}:file=-`]);
}

/** Of every 5 ms of sound. */
function loudness(scope: Scope, path: string): Promise<Level[]> {
  const key = 'lavfi.astats.Overall.RMS_level';
  const measure = 'asetnsamples=n=240,astats=metadata=1:reset=1';
  return levels(scope, path, ['-vn', '-af', `${measure},ametadata=print:key=${key}:file=-`]);
}

async function levels(scope: Scope, path: string, filter: string[]): Promise<Level[]> {
  const input = ['ffmpeg', '-nostdin', '-v', 'error', '-copyts', '-i', path];
  const meter = new Child(scope, [...input, ...filter, '-f', 'null', '-'], { bytes: true });
  await within(`${path} is measured`, 60, meter.exited);
  const lines = meter.output.toString().matchAll(/pts_time:([-\d.]+)\s+\S+=(\S+)/g);
  return [...lines].map(([, time, value]) => ({ time: Number(time), value: Number(value) }));
}

/** When the level came above the threshold. */
function rises(found: Level[], threshold: number): number[] {
  const isAbove = (level?: Level) => level !== undefined && level.value > threshold;
  return found
    .filter((level, i) => isAbove(level) && !isAbove(found[i - 1]))
    .map(({ time }) => time);
}

function nearest(times: number[], wanted: number): number {
  const off = (time: number) => Math.abs(time - wanted);
  return times.reduce((best, time) => (off(time) < off(best) ? time : best), Infinity);
}
