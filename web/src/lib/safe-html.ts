import DOMPurify from 'dompurify';
import { marked } from 'marked';

// Text and links, and nothing that loads, runs or is laid over the page.
const allowed = {
  ALLOWED_TAGS: [
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code'],
    ...['strong', 'em', 'del', 'a', 'ul', 'ol', 'li'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  ALLOWED_ATTR: ['href', 'title', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[/#?])/i,
};

// The page has its own first heading, so those of the text begin one lower.
const renderer = new marked.Renderer();
renderer.heading = function ({ tokens, depth }) {
  const level = Math.min(depth + 1, 6);
  return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
};

/** Markdown that somebody wrote, as HTML that may stand in a page. */
export function safeHtml(markdown: string): string {
  const html = marked.parse(markdown, { renderer, async: false, gfm: true });
  return DOMPurify.sanitize(html, allowed);
}
