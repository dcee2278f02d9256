import { Component, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { NewsArticle } from "./news-article";

@Component({
  selector: "#app",
  imports: [NewsArticle],
  template: `
    @if (article(); as article) {
      <news-article
        [src]="article.src ?? ''"
        [data]="article.data"
        (loaded)="tell($event)"
        (failed)="tell($event)"
        (followed)="tell($event)"
      >
        <a href="/article">The article</a>
      </news-article>
    }
  `,
})
class Page {
  readonly article = signal<Shown | null>(window.first);
  readonly tell = window.tell;

  constructor() {
    window.show = (next) => this.article.set(next);
  }
}

await window.mayStart;
await bootstrapApplication(Page);
