/** What is known of a name, as Markdown for a hover. What the name does is said above it: by its own comment. */
import type { Facts, Use, WaitKind } from '../../../shared/dialect/facts/facts.ts';
import { formatFile } from '../../format.ts';

/** Places that are named one by one; further ones are counted. */
const mostPlaces = 6;

const order: readonly WaitKind[] = ['sleep', 'poll', 'spin'];
const waitWords: Record<WaitKind, string> = { sleep: 'May sleep', poll: 'May wait', spin: 'May spin' };

/** `link`: where a place of the sources leads. */
export function factsText(facts: Facts, link: (place: Use) => string): string {
  return [...orders(facts), ...waits(facts), ...locks(facts), ...needs(facts), uses(facts, link)].join('\n\n');
}

function orders({ kind, orders: own, ordersThrough: through }: Facts): string[] {
  if (kind === 'primitive') return own.map((phrase) => `**Orders** ${phrase}`);
  const parts = [...(own.length > 0 ? [own.map(code).join(', ')] : []), ...(through.length > 0 ? [`${through.join(', ')}, in what it calls`] : [])];
  return [`**Orders** ${parts.join('; ') || 'nothing by itself'}`];
}

/** `acquire (atomic_cmpxchg_acquire)`, with the name as code. */
function code(order: string): string {
  return order.replace(/\((\w+)\)/, '(`$1`)');
}

function waits({ kind, waits: all }: Facts): string[] {
  if (all.length === 0) return ['**Never waits**'];
  return order.flatMap((how) => all.filter(({ kind: each }) => each === how)).map(({ kind: how, path, on }) => {
    if (kind === 'primitive') return `**${waitWords[how]}** until: ${on}`;
    const [last, ...before] = [...path].reverse();
    const where = last === 'futex_wait' || last === 'spin_cmpxchg_acquire' ? `\`${last}(${on}, …)\`` : `\`${last}\``;
    return `**${waitWords[how]}** in ${where}${before.length > 0 ? `, by way of ${before.reverse().map((name) => `\`${name}\``).join(' → ')}` : ''}`;
  });
}

function locks({ takes, releases }: Facts): string[] {
  const both = takes.filter((lock) => releases.includes(lock));
  const kept = takes.filter((lock) => !releases.includes(lock));
  const given = releases.filter((lock) => !takes.includes(lock));
  return [line('Takes and keeps', kept), line('Releases', given), line('Takes and releases', both)].flat();
}

function line(what: string, locks: readonly string[]): string[] {
  return locks.length > 0 ? [`**${what}** ${locks.join(', ')}`] : [];
}

function needs({ needs: all }: Facts): string[] {
  return all.length > 0 ? [`**Needs** ${all.join('; ')}`] : [];
}

function uses({ uses: all }: Facts, link: (place: Use) => string): string {
  if (all.length === 0) return '**Used** nowhere in the kernel';
  const files = new Set(all.map(({ file }) => file)).size;
  const count = `${all.length === 1 ? 'once' : `${all.length} times`}${files > 1 ? `, in ${files} kernel files` : ''}`;
  const named = all.slice(0, mostPlaces).map((use) => `[${use.fn || formatFile(use.file)}](${link(use)} "${use.file}:${use.line}")`);
  const rest = all.length - named.length;
  return `**Used** ${count}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
