import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { EditorState, type Extension, Prec, StateField, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, placeholder, WidgetType } from "@codemirror/view";
import { piecesOf, type Pieces, type Token } from "./pieces.ts";

/**
 * The text is the template as it is stored, and nothing else: what is copied, undone and saved can be no other than that. Its fields are only drawn
 * as tokens, by CodeMirror's decorations over the plain text. Chosen before a field of our own because composing letters (IME, Android),
 * undoing and selecting over drawn parts are what such fields break on, and it is kept up; it is loaded with the first template that
 * somebody opens (about 90 kB packed), never with the page.
 */

/** What a token says: the field's name, and what is made of it. */
export type Said = { name: string; more: string };
export type Sayer = (token: Token) => Said;

class TokenWidget extends WidgetType {
  readonly said: Said;
  constructor(said: Said) {
    super();
    this.said = said;
  }
  override eq(other: TokenWidget): boolean {
    return other.said.name === this.said.name && other.said.more === this.said.more;
  }
  toDOM(): HTMLElement {
    const token = document.createElement("span");
    token.className = "writing-token";
    token.append(this.said.name);
    if (this.said.more !== "") {
      const more = document.createElement("b");
      more.append(` ${this.said.more}`);
      token.append(more);
    }
    return token;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

type Drawn = { pieces: Pieces; tokens: DecorationSet; all: DecorationSet };

const broken = Decoration.mark({ class: "writing-broken" });

function draw(state: EditorState, say: Sayer): Drawn {
  const pieces = piecesOf(state.doc.toString());
  const { head } = state.selection.main;
  const tokens = Decoration.set(
    pieces.tokens.map((token) =>
      Decoration.replace({ widget: new TokenWidget(say(token)) }).range(token.from, token.to),
    ),
  );
  // What is being written just now is not called wrong yet.
  const wrong = pieces.broken.filter(({ from, to }) => head < from || head > to);
  const all = tokens.update({ add: wrong.map(({ from, to }) => broken.range(from, to)) });
  return { pieces, tokens, all };
}

const drawnOf = (say: Sayer): StateField<Drawn> =>
  StateField.define<Drawn>({
    create: (state) => draw(state, say),
    update: (drawn, { docChanged, selection, state }) =>
      docChanged || (selection !== undefined && drawn.pieces.broken.length > 0) ? draw(state, say) : drawn,
    provide: (field) => [
      EditorView.decorations.from(field, ({ all }) => all),
      EditorView.atomicRanges.of((view) => view.state.field(field).tokens),
    ],
  });

/** What the field tells its page. */
export type Listener = {
  /** Its text or its caret changed. */
  changed: (state: EditorState, docChanged: boolean) => void;
  /** A key that an open list takes: true where it did. */
  key: (key: "ArrowDown" | "ArrowUp" | "Enter" | "Tab" | "Escape") => boolean;
  /** A token was pressed, or is asked for by the key beside it. */
  opened: (token: Token) => void;
  /** Of what was pasted only so much found room. */
  cut: (taken: number, given: number) => void;
};

/** The token that stands at the caret: before it, else behind it. */
function beside({ tokens }: Pieces, at: number): Token | undefined {
  return tokens.find(({ to }) => to === at) ?? tokens.find(({ from }) => from === at);
}

/** Everything but how it looks. `limit`: the longest text. */
export function writing(say: Sayer, hint: string, limit: number, listener: () => Listener): Extension {
  const drawn = drawnOf(say);
  const keys = (["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"] as const).map((key) => ({
    key,
    run: () => listener().key(key),
  }));
  const opens = (view: EditorView): boolean => {
    const token = beside(view.state.field(drawn).pieces, view.state.selection.main.head);
    if (token === undefined) return false;
    listener().opened(token);
    return true;
  };
  const fits = (transaction: Transaction): boolean =>
    !transaction.docChanged || transaction.newDoc.length <= Math.max(limit, transaction.startState.doc.length);
  return [
    drawn,
    history(),
    Prec.high(keymap.of([...keys, { key: "Alt-ArrowDown", run: opens }])),
    keymap.of([...standardKeymap, ...historyKeymap]),
    placeholder(hint),
    EditorView.lineWrapping,
    EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? ""),
    EditorView.clipboardInputFilter.of((text, { doc, selection: { main } }) => {
      const room = Math.max(0, limit - doc.length + (main.to - main.from));
      if (text.length > room) listener().cut(room, text.length);
      return text.slice(0, room);
    }),
    EditorState.changeFilter.of(fits),
    // Before a field a brace of its own would be read as one of the field's.
    EditorView.inputHandler.of((view, from, to, text) => {
      if (text !== "{" || !view.state.doc.sliceString(to, to + 2).startsWith("{{")) return false;
      view.dispatch({ changes: { from, to, insert: "{ " }, selection: { anchor: from + 1 }, userEvent: "input.type" });
      return true;
    }),
    EditorView.domEventHandlers({
      click: ({ target }, view) => {
        const token = target instanceof Element ? target.closest(".writing-token") : null;
        if (token === null) return false;
        const at = view.posAtDOM(token);
        const found = view.state.field(drawn).pieces.tokens.find(({ from }) => from === at);
        if (found !== undefined) listener().opened(found);
        return found !== undefined;
      },
    }),
    EditorView.updateListener.of(({ state, docChanged, selectionSet }) => {
      if (docChanged || selectionSet) listener().changed(state, docChanged);
    }),
  ];
}
