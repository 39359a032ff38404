using System.Text.Json;
using Microsoft.Playwright;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

[Collection(BrowserTests.Name)]
public sealed class StatusShapeTests(BrowserSession browser, SeededSite site)
{
    // Draws each shape in black on white at the size, and gives the pairs whose pixels differ too little.
    private const string Compare = """
        async ([shapes, size]) => {
          const pixels = {};
          for (const [name, inner] of Object.entries(shapes)) {
            const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 16 16" fill="none" stroke="black" stroke-width="1.6" color="black">${inner.replaceAll('var(--card)', 'white')}</svg>`;
            const image = new Image();
            image.src = 'data:image/svg+xml,' + encodeURIComponent(svg);
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = size;
            const pen = canvas.getContext('2d');
            pen.fillStyle = 'white';
            pen.fillRect(0, 0, size, size);
            pen.drawImage(image, 0, 0);
            pixels[name] = pen.getImageData(0, 0, size, size).data.filter((_, at) => at % 4 === 0);
          }
          const names = Object.keys(pixels), near = [];
          for (let a = 0; a < names.length; a++)
            for (let b = a + 1; b < names.length; b++) {
              let sum = 0;
              pixels[names[a]].forEach((value, at) => sum += Math.abs(value - pixels[names[b]][at]));
              const share = sum / 255 / (size * size);
              if (share < 0.08) near.push(`${names[a]} and ${names[b]}: ${share.toFixed(3)}`);
            }
          return near;
        }
        """;

    // Puts all twelve, as the page draws them, into a row of their own.
    private const string Row = """
        shapes => {
          const badge = document.querySelector('main .status');
          const row = document.createElement('div');
          row.id = 'row-of-shapes';
          row.style.cssText = 'display:flex;gap:0;width:max-content;background:var(--card)';
          for (const [tone, inner] of shapes) {
            const one = badge.cloneNode(true);
            one.className = `status ${tone}`;
            one.querySelector('svg').innerHTML = inner;
            one.querySelector('svg').style.margin = '0';
            one.querySelectorAll('span').forEach(word => word.remove());
            row.append(one);
          }
          document.querySelector('main').prepend(row);
        }
        """;

    // Of a picture of that row: the shapes that are not seen, and the pairs that are seen alike.
    private const string Seen = """
        async ([picture, names]) => {
          const image = new Image();
          image.src = 'data:image/png;base64,' + picture;
          await image.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.width, image.height];
          const pen = canvas.getContext('2d');
          pen.drawImage(image, 0, 0);
          const size = 16, faults = [], drawn = [];
          const ground = pen.getImageData(0, 0, 1, 1).data;
          names.forEach((name, at) => {
            const data = pen.getImageData(at * size, Math.floor((image.height - size) / 2), size, size).data;
            const pixels = [];
            for (let i = 0; i < data.length; i += 4) pixels.push((Math.abs(data[i] - ground[0]) + Math.abs(data[i + 1] - ground[1]) + Math.abs(data[i + 2] - ground[2])) / 765);
            drawn.push(pixels);
            const ink = pixels.reduce((sum, one) => sum + one, 0) / pixels.length;
            if (ink < 0.02 || ink > 0.9) faults.push(`${name}: ${ink.toFixed(3)} of it is ink`);
          });
          for (let a = 0; a < names.length; a++)
            for (let b = a + 1; b < names.length; b++) {
              const share = drawn[a].reduce((sum, one, i) => sum + Math.abs(one - drawn[b][i]), 0) / (size * size);
              if (share < 0.03) faults.push(`${names[a]} and ${names[b]}: ${share.toFixed(3)}`);
            }
          return faults;
        }
        """;

    [Fact]
    public async Task VS_2_The_twelve_shapes_differ_in_grey()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var shapes = Enum.GetValues<Status>().ToDictionary(status => status.ToString(), StatusShape.Of);
        shapes.Count.ShouldBe(12);
        foreach (var size in new[] { 12, 16 })
        {
            var near = await visitor.Page.EvaluateAsync<JsonElement>(Compare, new object[] { shapes, size });
            near.EnumerateArray().Select(pair => pair.GetString()).ShouldBeEmpty($"at {size}");
        }
    }

    [Fact]
    public async Task VS_3_Where_the_browser_or_the_reader_sets_the_contrast_each_shape_is_seen_and_none_like_another()
    {
        await using var visitor = await browser.VisitAsync(site.App);
        var judge = await visitor.Page.Context.NewPageAsync();
        var names = Enum.GetValues<Status>().Select(status => status.ToString()).ToArray();
        await visitor.GoAsync("/dataflows");
        foreach (var (forced, contrast, scheme) in new[] { (ForcedColors.Active, Contrast.NoPreference, ColorScheme.Light), (ForcedColors.Active, Contrast.NoPreference, ColorScheme.Dark), (ForcedColors.None, Contrast.More, ColorScheme.Light) })
        {
            await visitor.Page.EmulateMediaAsync(new() { ForcedColors = forced, Contrast = contrast, ColorScheme = scheme });
            await visitor.AxeShouldBeCleanAsync();
            await visitor.ScreenshotAsync($"dataflows-{(forced == ForcedColors.Active ? "forced" : "contrast")}-{scheme}");
            await visitor.Page.EvaluateAsync(Row, Enum.GetValues<Status>().Select(status => new[] { StatusShape.Tone(status), StatusShape.Of(status) }).ToArray());
            var row = visitor.Page.Locator("#row-of-shapes");
            var picture = await row.ScreenshotAsync();
            (await judge.EvaluateAsync<string[]>(Seen, new object[] { Convert.ToBase64String(picture), names })).ShouldBeEmpty($"{forced} {contrast} {scheme}");
            await row.EvaluateAsync("row => row.remove()");
        }

        visitor.ShouldBeUntroubled();
    }
}
