using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace SesamTalk.Web.Auth;

/// <summary>
/// The keys of data protection as this process holds them. The library reads them once a day, which suits a key that is made days
/// before it is used. One that takes the place of all others at once is read when it is met, or when somebody says that it is there.
/// </summary>
/// <param name="read">The library's own way of holding keys, with none read yet.</param>
internal sealed class HeldKeys(Func<IKeyRingProvider> read) : IKeyRingProvider
{
    // What a stranger sends may name any key: that makes nobody read more often than this.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private volatile IKeyRingProvider? _library;
    private long _readAt;

    public IKeyRing GetCurrentKeyRing() => new Ring(this, Library().GetCurrentKeyRing());

    /// <summary>Reads the keys anew; those of before are held until that is done.</summary>
    public void ReadAnew()
    {
        var fresh = read();
        fresh.GetCurrentKeyRing();
        _library = fresh;
    }

    private IKeyRingProvider Library()
    {
        if (_library is { } held) return held;
        lock (_gate) return _library ??= read();
    }

    // A key that was not there when the keys were read.
    private IAuthenticatedEncryptor? Look(Guid keyId, out bool isRevoked)
    {
        isRevoked = false;
        lock (_gate)
        {
            if (_readAt != 0 && TimeProvider.System.GetElapsedTime(_readAt) < Pause) return null;
            ReadAnew();
            _readAt = TimeProvider.System.GetTimestamp();
        }

        return Library().GetCurrentKeyRing().GetAuthenticatedEncryptorByKeyId(keyId, out isRevoked);
    }

    private sealed class Ring(HeldKeys held, IKeyRing ring) : IKeyRing
    {
        public IAuthenticatedEncryptor? DefaultAuthenticatedEncryptor => ring.DefaultAuthenticatedEncryptor;

        public Guid DefaultKeyId => ring.DefaultKeyId;

        public IAuthenticatedEncryptor? GetAuthenticatedEncryptorByKeyId(Guid keyId, out bool isRevoked) => ring.GetAuthenticatedEncryptorByKeyId(keyId, out isRevoked) ?? held.Look(keyId, out isRevoked);
    }
}
