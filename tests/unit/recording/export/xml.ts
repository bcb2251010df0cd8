/** Reads XML as strictly as its elements, attributes and texts need: whatever is not well-formed is an error. */

interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

export class XMLParser {
  private readonly elements: Element[] = [];

  constructor(source: string) {
    const open: Element[] = [];
    let at = 0;
    for (const match of source.matchAll(/<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
      const [whole, closes, name, attributes, empty] = match;
      const between = source.slice(at, match.index);
      if (/[<>]/.test(between) || /&(?!(amp|lt|gt|quot);)/.test(between)) throw new Error(`not well-formed: ${between.slice(0, 100)}`);
      // The text of an element is that of the ones in it, too.
      for (const element of open) element.text += plain(between);
      at = match.index + whole.length;
      if (closes) {
        if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
        continue;
      }
      const element: Element = { name: name!, text: '', attributes: Object.fromEntries([...attributes!.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, plain(value!)])) };
      this.elements.push(element);
      if (!empty) open.push(element);
    }
    if (open.length > 0 || source.slice(at).trim() !== '') throw new Error(`not closed: ${open.map((e) => e.name).join()}`);
  }

  all(name: string): Record<string, string>[] {
    return this.elements.filter((e) => e.name === name).map((e) => e.attributes);
  }

  texts(name: string): string[] {
    return this.elements.filter((e) => e.name === name).map((e) => e.text);
  }
}

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
