// Talking to the local Telegram: what a person does goes out, what happens in the chat comes in.

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export async function about() {
  return (await fetch("/chat/about")).json();
}

/** One person's connection. It survives a reload of the page, not the end of the tab. */
export class Wire {
  constructor(language, slot, instance, hears) {
    this.language = language;
    // Another local Telegram at the same address gives the same ids to other people.
    this.slot = `person ${instance} ${slot} ${language}`;
    this.hears = hears;
    // A page that was left is kept for "back", with its stream; six of them and the browser opens no more, for a minute.
    addEventListener("pagehide", () => this.events?.close());
    addEventListener("pageshow", (event) => event.persisted && this.listen(this.id));
  }

  async open() {
    const kept = sessionStorage.getItem(this.slot);
    if (kept) this.listen(kept);
    else await this.restart();
  }

  /** Become a new person. */
  restart() {
    this.ready = this.become();
    return this.ready;
  }

  async become() {
    const { id } = await post("/chat/people", { language: this.language });
    sessionStorage.setItem(this.slot, id);
    this.listen(id);
  }

  listen(id) {
    this.events?.close();
    this.id = id;
    const events = new EventSource(`/chat/people/${id}/events`);
    this.events = events;
    events.onmessage = (event) => this.hears(JSON.parse(event.data));
    events.onerror = () => {
      if (this.events !== events) return;
      this.hears({ type: "lost" });
      // Closed for good: the local Telegram was started anew and does not know this person.
      if (events.readyState === EventSource.CLOSED) setTimeout(() => this.restart().catch(() => events.onerror()), 1000);
    };
  }

  /** Press a button of the panel for this person; gives what came of it, throws where that is not known. */
  async press(name, values) {
    await this.ready;
    return post(`/chat/people/${this.id}/panel/${name}`, { language: this.language, values });
  }

  /** Do something as this person; whoever is quicker than the connection waits for it. */
  async act(name, body = {}) {
    try {
      await this.ready;
      await post(`/chat/people/${this.id}/${name}`, body);
    } catch {
      this.hears({ type: "lost" });
    }
  }
}
