using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Operations;

/// <summary>Tells by mail.</summary>
internal sealed class AlertMail(IOptions<OperationsOptions> options) : IAlertChannel
{
    private AlertOptions Alerts => options.Value.Alerts;

    public string Name => "mail";

    public bool IsOn => Alerts.MailHost is not null && Alerts.MailTo.Length > 0;

    public async Task SendAsync(AlertMessage message, CancellationToken ct)
    {
        using var mail = new MailMessage { From = new MailAddress(Alerts.MailFrom), Subject = OneLine(message.Subject), Body = message.Address is { } address ? $"{message.Text}\n\n{address}\n" : message.Text + "\n" };
        foreach (var to in Alerts.MailTo.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) mail.To.Add(to);
        using var client = new SmtpClient(Alerts.MailHost, Alerts.MailPort) { EnableSsl = Alerts.MailTls };
        if (Alerts.MailUser is { } user) client.Credentials = new NetworkCredential(user, Alerts.MailPassword);
        await client.SendMailAsync(mail, ct);
    }

    // A title is somebody's text: a line break in it would be a header of the mail.
    private static string OneLine(string text) => new([.. text.Where(letter => !char.IsControl(letter))]);
}
