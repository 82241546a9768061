import { Given, When } from '@cucumber/cucumber';
import { person } from './support/console-visit.ts';
import { HeldNews } from './support/held-news.ts';
import type { ScenarioWorld } from './support/world.ts';

Given('news of the connection take their time to arrive', async function (this: ScenarioWorld) {
  this.news = await HeldNews.on((await person(this)).page);
});

When('news of it are on their way', async function (this: ScenarioWorld) {
  await newsOf(this).onTheirWay();
});

When('the news arrive', async function (this: ScenarioWorld) {
  await newsOf(this).arrive();
});

function newsOf({ news }: ScenarioWorld): HeldNews {
  if (news === undefined) throw new Error('First say that news take their time to arrive.');
  return news;
}
