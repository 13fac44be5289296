/** Paragraphs, lists and inline text of a document, turned into blocks; parameters inside them are handed to the caller. */
import type { Node } from '@markdoc/markdoc';
import { compileError } from './errors.ts';
import type { Block, CompileError, Inline } from './types.ts';

export interface Reader {
  /** A parameter in a sentence, already checked; null when it was refused. */
  readonly param: (tag: Node) => Inline | null;
  readonly table: (tag: Node) => Block | null;
  readonly errors: CompileError[];
}

export const lineOf = (node: Node): number => (node.lines[0] ?? 0) + 1;

export function readBlock(node: Node, reader: Reader): Block | null {
  switch (node.type) {
    case 'paragraph':
      return { kind: 'paragraph', content: readInline(node, reader) };
    case 'list':
      return {
        kind: 'list',
        ordered: Boolean(node.attributes.ordered),
        items: node.children.map((item) => readInline(item, reader)),
      };
    case 'tag':
      if (node.tag === 'table') return reader.table(node);
      // A parameter alone on its line is a sentence of its own.
      if (node.tag === 'param')
        return { kind: 'paragraph', content: [reader.param(node)].filter((part) => part !== null) };
      break;
    case 'error':
      return null; // reported with the other syntax errors
    default:
  }
  reader.errors.push(compileError('UNSUPPORTED', lineOf(node), node.tag ?? node.type));
  return null;
}

function readInline(node: Node, reader: Reader, strong = false): Inline[] {
  const parts: Inline[] = [];
  const text = (content: string): void => {
    const last = parts.at(-1);
    // Chinese lines join without a space when the source is wrapped.
    const joined = content === '\n' ? '' : content;
    if (last?.kind === 'text' && Boolean(last.strong) === strong)
      parts[parts.length - 1] = { ...last, text: last.text + joined };
    else if (joined) parts.push(strong ? { kind: 'text', text: joined, strong: true } : { kind: 'text', text: joined });
  };
  for (const child of node.children) {
    switch (child.type) {
      case 'inline':
      case 'paragraph':
        parts.push(...readInline(child, reader, strong));
        break;
      case 'strong':
        parts.push(...readInline(child, reader, true));
        break;
      case 'text':
        text(String(child.attributes.content ?? ''));
        break;
      case 'softbreak':
      case 'hardbreak':
        text('\n');
        break;
      case 'error':
        break;
      case 'tag': {
        const part = child.tag === 'param' ? reader.param(child) : null;
        if (part) parts.push(part);
        if (child.tag === 'param' || child.errors.length) break;
        reader.errors.push(compileError('UNSUPPORTED', lineOf(child), child.tag ?? 'tag'));
        break;
      }
      default:
        reader.errors.push(compileError('UNSUPPORTED', lineOf(child), child.type));
    }
  }
  return parts;
}

export const plainText = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.kind === 'paragraph') return inlineText(block.content);
      if (block.kind === 'list') return block.items.map(inlineText).join('；');
      return block.rows
        .map((row) => `${row.label}：${row.cells.map((cell) => `${cell}${block.unit}`).join(' / ')}`)
        .join('；');
    })
    .join('\n');

export const inlineText = (parts: readonly Inline[]): string =>
  parts.map((part) => (part.kind === 'text' ? part.text : part.zh)).join('');
