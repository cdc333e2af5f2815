const windowMs = 8000;
const leastMs = 1000;

interface Sample {
  atMs: number;
  bytes: number;
}

/** How fast something goes, over the last seconds. */
export class RateMeter {
  private samples: Sample[] = [];

  note(bytes: number, atMs: number): void {
    this.samples.push({ bytes, atMs });
    const isOld = ({ atMs: then }: Sample) => atMs - then > windowMs;
    while (this.samples[1] && isOld(this.samples[1])) this.samples.shift();
  }

  /** Bytes a second; null while it is too early to say. */
  perSecond(): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.atMs - first.atMs < leastMs) return null;
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs));
  }

  reset(): void {
    this.samples = [];
  }
}
