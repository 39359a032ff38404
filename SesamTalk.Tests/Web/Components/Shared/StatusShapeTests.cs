using System.Text.Json;
using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

[Collection(BrowserTests.Name)]
public sealed class StatusShapeTests(BrowserSession browser)
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

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public async Task VS_2_The_twelve_shapes_differ_in_grey(int size)
    {
        using var app = WebApp.OnKestrel();
        await using var visitor = await browser.VisitAsync(app);
        var shapes = Enum.GetValues<Status>().ToDictionary(status => status.ToString(), StatusShape.Of);
        shapes.Count.ShouldBe(12);
        var near = await visitor.Page.EvaluateAsync<JsonElement>(Compare, new object[] { shapes, size });
        near.EnumerateArray().Select(pair => pair.GetString()).ShouldBeEmpty();
    }
}
