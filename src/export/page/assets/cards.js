// Pieces of evidence and quotes as cards.
import { button, el, outside } from "./dom.js";
import { day, statusLabel, stretch } from "./words.js";
import { go } from "./state.js";

// The outlet, day and headline of an article, with a button that opens it at some words.
export function origin(article, words) {
  if (!article) return el("p", { class: "origin" }, "an article that the graph does not hold");
  const at = words ? `${words.field || "text"}:${words.start}-${words.end}` : "";
  const outlet = article.publisher || "unnamed outlet";
  const read = button(article.title || article.id, () => go({ article: article.id, at }), { class: "as-link", title: "Read the article" });
  const date = article.published
    ? el("time", { datetime: article.published }, day(article.published))
    : "no date of publication";
  return el("p", { class: "origin" }, el("strong", {}, outlet), " · ", date, " · ", read,
    article.url ? [" · ", outside(article.url, "source")] : null);
}

// Words of an article, marked among those around them.
export function excerpt(words) {
  return el("blockquote", { class: "excerpt" }, words.before || "", el("mark", {}, words.text), words.after || "");
}

export function badge(status) {
  return status && status !== "actual" ? el("span", { class: `badge ${status}` }, statusLabel(status)) : null;
}

// One time that an article says something.
export function accountCard(account, articles) {
  const facts = [account.title && `as “${account.title}”`, stretch(account.when), account.attributed && `according to ${account.attributed}`]
    .filter(Boolean).join(" · ");
  return el("li", { class: "card" }, excerpt(account), facts ? el("p", { class: "facts" }, facts) : null,
    el("p", { class: "facts" }, badge(account.status), " ",
      el("span", { class: "hint", title: "The rule that found it, and how often what it finds is right" }, `found by ${account.rule}, ${Math.round(account.confidence * 100)} % sure`)),
    origin(articles[account.article], account));
}

function people(ends, link) {
  return ends.flatMap(([id, label], at) => [at ? ", " : "", link(id, label)]);
}

// A statement with its speaker, and every article that reports it. `link` makes a link of an id and a name.
export function quoteCard(quote, articles, link) {
  const direct = quote.kind !== "indirect";
  const [article, words] = quote.reports[0] || [];
  const more = quote.reports.slice(1);
  return el("li", { class: "card quote" },
    el("blockquote", { class: direct ? "said" : "said indirect" }, direct ? `“${quote.text.replace(/^[“"]|[”"]$/g, "")}”` : quote.text),
    el("p", { class: "facts" }, quote.speakers.length ? ["— ", people(quote.speakers, link)] : "— somebody unnamed",
      quote.to.length ? [" to ", people(quote.to, link)] : null,
      quote.about.length ? [" · about ", people(quote.about, link)] : null),
    words && words.before !== undefined ? el("details", {}, el("summary", {}, "In the article"), excerpt(words)) : null,
    origin(articles[article], words),
    more.length ? el("details", {}, el("summary", {}, `Also reported ${more.length === 1 ? "once" : `${more.length} times`}`),
      more.map(([id, place]) => origin(articles[id], place))) : null);
}
