using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>The addresses of one environment, each behind the gate.</summary>
internal sealed class GoDoors(SandboxRoutes routes, GoGate gate, string start, string environment)
{
    public string Start => start;

    public void Map(string verb, string path, string[] roles, Func<Ask, Reply> handler, bool? writes = null) =>
        routes.Map(verb, start + path, ask =>
        {
            gate.Check(ask, environment, roles, writes ?? verb != "GET");
            return handler(ask);
        });
}
